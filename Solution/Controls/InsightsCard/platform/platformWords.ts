import { IInputs } from "../generated/ManifestTypes";
import { TextKey, Words, fill } from "../view/texts";

/** Texts from the resources; numbers and dates as the user has set them. */
export class PlatformWords implements Words {
  constructor(private readonly context: ComponentFramework.Context<IInputs>) {}

  text(key: TextKey, ...values: readonly string[]): string {
    return fill(this.context.resources.getString(key), values);
  }

  whole(value: number): string {
    return this.context.formatting.formatInteger(value);
  }

  day(day: string): string {
    return this.context.formatting.formatDateShort(dateOf(day), false);
  }

  month(day: string): string {
    return this.context.formatting.formatDateYearMonth(dateOf(day));
  }

  moment(moment: Date): string {
    return this.context.formatting.formatDateShort(moment, true);
  }
}

/** Noon of a day, so that no time zone makes another day of it. */
function dateOf(day: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date, 12);
}
