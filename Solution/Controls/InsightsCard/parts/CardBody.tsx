import * as React from "react";
import { Card, Scored } from "../view/card";
import { ScoreView } from "../view/scoreView";
import { FreshnessLine } from "./FreshnessLine";
import { History } from "./History";
import { Offers } from "./Offers";
import { StageFact, ValueFact } from "./ProfileFacts";
import { Reasons } from "./Reasons";
import { RetentionFact, bandTexts } from "./RetentionFact";
import { CardRows, useSurroundings } from "./surroundings";

export interface CardBodyProps {
  readonly view: ScoreView;
  readonly computedOn: Date | null;
  /** The value in the row's own currency, formatted; null where the form does not bind it. */
  readonly value12m: string | null;
  /** Rows of this customer; null where the card stands on no saved customer. */
  readonly rows: CardRows | null;
  readonly mayAnswer: boolean;
}

/** One drawing for each kind of view. */
export function CardBody(props: CardBodyProps): React.ReactElement {
  const { words, styles } = useSurroundings();
  const { view } = props;
  return (
    <section className={styles.card} aria-label={words.text("Title")} data-state={stateOf(view)} aria-busy={view.kind === "loading"}>
      {view.kind === "loading" && <Waiting />}
      {view.kind === "none" && <><p className={styles.strong}>{words.text(view.heading)}</p><p className={styles.secondary}>{words.text(view.text)}</p></>}
      {view.kind === "broken" && (
        <><p className={styles.strong} role="alert">{words.text(view.heading)}</p><p>{words.text(view.text)}</p><p className={styles.secondary}>{view.detail}</p></>
      )}
      {view.kind === "card" && <Content {...props} card={view.card} />}
      <Announcement view={view} />
    </section>
  );
}

/** "No industry, no annual revenue". */
function inOneSentence(findings: readonly string[]): string {
  return findings.map((finding, index) => index === 0 ? finding : finding.charAt(0).toLowerCase() + finding.slice(1)).join(", ");
}

function stateOf(view: ScoreView): string {
  return view.kind === "card" ? view.card.churn.kind : view.kind;
}

function Waiting(): React.ReactElement {
  const { words, styles } = useSurroundings();
  return <div role="status"><span className={styles.hidden}>{words.text("Loading")}</span><span className={styles.waiting} /><span className={styles.waiting} /><span className={styles.waiting} /></div>;
}

function Content({ card, computedOn, value12m, rows, mayAnswer }: CardBodyProps & { card: Card }): React.ReactElement {
  const { words, styles } = useSurroundings();
  const { churn, profile } = card;
  const scored = churn.kind === "scored" ? churn : null;
  return (
    <>
      <div className={styles.head}><h2>{words.text("Title")}</h2><FreshnessLine computedOn={computedOn} rows={rows} /></div>
      <dl className={styles.facts}>
        <RetentionFact churn={churn} />
        {profile && <ValueFact profile={profile} churn={churn} value12m={value12m} />}
        {profile && <StageFact profile={profile} />}
      </dl>
      {churn.kind !== "abstained" && <Reasons reasons={churn.reasons} scored={scored} />}
      {scored && <Sure scored={scored} />}
      {profile && <Offers offers={profile.offers} shownOn={card.asOf} rows={mayAnswer ? rows : null} />}
      <History points={card.history} />
      {card.findings.length > 0 && <p className={styles.secondary}>{words.text("Quality", words.whole(card.quality), inOneSentence(card.findings))}</p>}
    </>
  );
}

function Sure({ scored }: { scored: Scored }): React.ReactElement | null {
  const { words, styles } = useSurroundings();
  return scored.confidence && (
    <p>{words.text("Sure")} <span className={styles.strong}>{words.text(`Sure_${scored.confidence.level}`)}</span>: {scored.confidence.reason}</p>
  );
}

/** Says a changed score politely, once; the first drawing says nothing. */
function Announcement({ view }: { view: ScoreView }): React.ReactElement {
  const { words, styles } = useSurroundings();
  const churn = view.kind === "card" ? view.card.churn : null;
  const news = churn?.kind === "scored" ? words.text("Announce", words.text(bandTexts[churn.band]), words.whole(churn.score)) : "";
  const first = React.useRef(news);
  return <div className={styles.hidden} role="status" data-part="announcement">{news === first.current ? "" : news}</div>;
}
