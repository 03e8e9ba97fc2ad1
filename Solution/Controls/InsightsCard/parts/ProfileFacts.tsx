import * as React from "react";
import { Card, Profile, StageName } from "../view/card";
import { TextKey } from "../view/texts";
import { useSurroundings } from "./surroundings";

const stageTexts: Readonly<Record<StageName, TextKey>> = {
  Prospect: "Stage_Prospect", Growth: "Stage_Growth", Maturity: "Stage_Maturity", Decline: "Stage_Decline", Terminated: "Stage_Terminated",
};

/** Value in the row's own currency, as the platform formats it; activity and next order. */
export function ValueFact({ profile, churn, value12m }: { profile: Profile; churn: Card["churn"]; value12m: string | null }): React.ReactElement {
  const { words, styles } = useSurroundings();
  const { value, nextOrder } = profile;
  const alive = value?.alive ?? null;
  return (
    <div>
      <dt>{words.text("Value")}</dt>
      <dd className={styles.big} data-part="value">{value12m ?? (value ? words.whole(Math.round(value.value12m)) : words.text("Value_None"))}</dd>
      {alive !== null && <dd>{words.text(churn.kind === "lapsed" ? "Value_Alive_Lapsed" : "Value_Alive", words.whole(Math.round(alive * 100)))}</dd>}
      {nextOrder && <dd>{words.text(isOrderLikely(churn) ? "Value_NextOrder" : "Value_NextOrder_If", words.day(nextOrder.on), words.day(nextOrder.earliest), words.day(nextOrder.latest))}</dd>}
      {value && <dd className={styles.secondary}>{value.marginBasis}</dd>}
    </div>
  );
}

/** The date holds for one who orders again; where that is in doubt, the sentence says so. */
function isOrderLikely(churn: Card["churn"]): boolean {
  return churn.kind === "scored" && (churn.band === "Healthy" || churn.band === "Watch");
}

export function StageFact({ profile }: { profile: Profile }): React.ReactElement | null {
  const { words, styles } = useSurroundings();
  const { stage, segment } = profile;
  if (!stage && !segment) return null;
  return (
    <div>
      <dt>{words.text("Stage")}</dt>
      {stage && <dd><span className={styles.big} data-part="stage">{words.text(stageTexts[stage.name])}</span> {words.text("Stage_Since", words.day(stage.since))}</dd>}
      {stage && <dd className={styles.secondary}>{stage.reason}</dd>}
      {segment && <dd>{words.text("Segment", segment.name)}</dd>}
    </div>
  );
}
