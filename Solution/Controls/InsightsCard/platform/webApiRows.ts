import { CardRows, GivenAnswer } from "../parts/surroundings";
import { Answer, AnswerKind, RefusalReason, answerValues, refusalValues } from "../view/answers";

/** The row that the form shows. */
export interface Customer {
  readonly id: string;
  readonly table: "account" | "contact";
}

const succeeded = 712340002;
const mostAnswers = 50;
const longestName = 200;
const validDays = 90;
const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Runs and answers, read and written through the platform's Web API. */
export class WebApiRows implements CardRows {
  constructor(private readonly webApi: ComponentFramework.WebApi, private readonly customer: Customer) {}

  async lastRun(): Promise<Date | null> {
    const runs = await this.webApi.retrieveMultipleRecords("ci_run",
      `?$select=ci_endedon&$filter=ci_status eq ${succeeded} and ci_endedon ne null&$orderby=ci_endedon desc&$top=1`);
    return dateOf(runs.entities[0]?.ci_endedon);
  }

  async answers(): Promise<readonly Answer[]> {
    const rows = await this.webApi.retrieveMultipleRecords("ci_offer",
      `?$select=_ci_productid_value,ci_answer,ci_answerreason,ci_answeredon&$filter=_ci_${this.customer.table}id_value eq ${this.customer.id}`
      + ` and ci_answeredon ne null&$orderby=ci_answeredon desc&$top=${mostAnswers}`);
    return rows.entities.flatMap(row => {
      const kind = wordOf(answerValues, row.ci_answer);
      const on = dateOf(row.ci_answeredon);
      return kind && on ? [{ rowId: String(row.ci_offerid), productId: String(row._ci_productid_value).toLowerCase(), kind, reason: wordOf(refusalValues, row.ci_answerreason), on }] : [];
    });
  }

  async save(given: GivenAnswer): Promise<Answer> {
    const on = new Date();
    const answered = {
      ci_answer: answerValues[given.kind],
      ci_answerreason: given.reason === null ? null : refusalValues[given.reason],
      ci_answeredon: on.toISOString(),
    };
    const saved = given.rowId === null
      ? await this.webApi.createRecord("ci_offer", { ...this.offered(given, on), ...answered })
      : await this.webApi.updateRecord("ci_offer", given.rowId, answered);
    return { rowId: saved.id, productId: given.offer.productId, kind: given.kind, reason: given.reason, on };
  }

  private offered({ offer, shownOn }: GivenAnswer, on: Date): ComponentFramework.WebApi.Entity {
    return {
      ci_name: offer.product.slice(0, longestName),
      [`ci_${this.customer.table}id@odata.bind`]: `/${this.customer.table}s(${this.customer.id})`,
      "ci_productid@odata.bind": `/products(${offer.productId})`,
      ci_score: offer.score,
      ci_reason: offer.reason,
      ci_shownon: shownOn,
      ci_validuntil: new Date(on.getTime() + validDays * dayMilliseconds).toISOString().slice(0, 10),
    };
  }
}

function dateOf(value: unknown): Date | null {
  const date = typeof value === "string" ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

function wordOf<Word extends AnswerKind | RefusalReason>(values: Readonly<Record<Word, number>>, value: unknown): Word | null {
  return (Object.keys(values) as Word[]).find(word => values[word] === value) ?? null;
}
