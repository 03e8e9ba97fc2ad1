import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import * as React from "react";
import { Answer, RefusalReason, latestByProduct, refusalReasons } from "../view/answers";
import { Offer, OfferKind } from "../view/card";
import { TextKey } from "../view/texts";
import { CardRows, GivenAnswer, useSurroundings } from "./surroundings";

const kindTexts: Readonly<Record<OfferKind, TextKey>> = { CrossSell: "Kind_CrossSell", UpSell: "Kind_UpSell", Popular: "Kind_Popular", Repeat: "Kind_Repeat" };

interface OffersProps {
  readonly offers: readonly Offer[];
  /** When they were computed. */
  readonly shownOn: string;
  /** Where answers are kept; null where nobody may answer. */
  readonly rows: CardRows | null;
}

/** Up to three offers, each with its reason, and what was answered or the buttons to answer. */
export function Offers({ offers, shownOn, rows }: OffersProps): React.ReactElement {
  const { words, styles } = useSurroundings();
  const [answers, setAnswers] = React.useState<readonly Answer[]>([]);
  React.useEffect(() => {
    let isCurrent = true;
    // Without the answers the buttons still work: an answer given twice is one more row.
    rows?.answers().then(found => { if (isCurrent) setAnswers(found); }, () => undefined);
    return () => { isCurrent = false; };
  }, [rows, shownOn]);
  const byProduct = latestByProduct(answers);
  return (
    <>
      <h3>{words.text("Offers")}</h3>
      {offers.length === 0 ? <p>{words.text("Offers_None")}</p> : (
        <ol className={styles.offers} data-part="offers">
          {offers.map(offer => (
            <OfferLine key={offer.productId} offer={offer} shownOn={shownOn} rows={rows} answer={byProduct.get(offer.productId)}
              onAnswered={answer => setAnswers(before => [...before.filter(one => one.rowId !== answer.rowId), answer])} />
          ))}
        </ol>
      )}
    </>
  );
}

interface OfferLineProps {
  readonly offer: Offer;
  readonly shownOn: string;
  readonly rows: CardRows | null;
  readonly answer: Answer | undefined;
  readonly onAnswered: (answer: Answer) => void;
}

function OfferLine({ offer, shownOn, rows, answer, onAnswered }: OfferLineProps): React.ReactElement {
  const { words, styles } = useSurroundings();
  const { isSaving, problem, save } = useSaving(rows, onAnswered);
  const give = (kind: GivenAnswer["kind"], reason: RefusalReason | null) => save({ offer, kind, reason, rowId: answer?.rowId ?? null, shownOn });
  return (
    <li className={styles.offer}>
      <span className={styles.strong}>{offer.product}</span> <span className={styles.secondary}>{words.text(kindTexts[offer.kind])}</span>
      <div>{offer.reason}</div>
      {rows && (
        <div className={styles.buttons}>
          {answer && answer.kind !== "none"
            ? <Given answer={answer} product={offer.product} isSaving={isSaving} onUndo={() => give("none", null)} />
            : <Buttons product={offer.product} isSaving={isSaving} onAccept={() => give("accepted", null)} onRefuse={reason => give("notNow", reason)} />}
        </div>
      )}
      <div role="status">{isSaving ? words.text("Answer_Saving") : problem === null ? "" : words.text("Answer_Failed", problem)}</div>
    </li>
  );
}

/** One answer on its way: while it is, the buttons rest; what went wrong is said. */
function useSaving(rows: CardRows | null, onAnswered: (answer: Answer) => void) {
  const [isSaving, setSaving] = React.useState(false);
  const [problem, setProblem] = React.useState<string | null>(null);
  const isShown = React.useRef(true);
  React.useEffect(() => () => { isShown.current = false; }, []);
  const save = (given: GivenAnswer) => {
    if (!rows || isSaving) return;
    setSaving(true);
    setProblem(null);
    rows.save(given).then(
      answer => { if (isShown.current) { setSaving(false); onAnswered(answer); } },
      (fault: unknown) => { if (isShown.current) { setSaving(false); setProblem(messageOf(fault)); } });
  };
  return { isSaving, problem, save };
}

function messageOf(fault: unknown): string {
  return typeof fault === "object" && fault !== null && "message" in fault ? String(fault.message) : String(fault);
}

function Given({ answer, product, isSaving, onUndo }: { answer: Answer; product: string; isSaving: boolean; onUndo: () => void }): React.ReactElement {
  const { words } = useSurroundings();
  const day = words.moment(answer.on);
  const text = answer.kind === "accepted" ? words.text("Answer_Accepted", day)
    : words.text("Answer_NotNow", words.text(`Refusal_${answer.reason ?? "other"}`), day);
  return <><span>{text}</span><Button disabled={isSaving} aria-label={words.text("Undo_Label", product)} onClick={onUndo}>{words.text("Undo")}</Button></>;
}

interface ButtonsProps {
  readonly product: string;
  readonly isSaving: boolean;
  readonly onAccept: () => void;
  readonly onRefuse: (reason: RefusalReason) => void;
}

function Buttons({ product, isSaving, onAccept, onRefuse }: ButtonsProps): React.ReactElement {
  const { words } = useSurroundings();
  return (
    <>
      <Button appearance="primary" disabled={isSaving} aria-label={words.text("Accept_Label", product)} onClick={onAccept}>{words.text("Accept")}</Button>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button disabled={isSaving} aria-label={words.text("NotNow_Label", product)}>{words.text("NotNow")}<span aria-hidden="true">&nbsp;&#9662;</span></Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {refusalReasons.map(reason => <MenuItem key={reason} onClick={() => onRefuse(reason)}>{words.text(`Refusal_${reason}`)}</MenuItem>)}
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  );
}
