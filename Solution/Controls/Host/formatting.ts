const language = "en-GB";

// Browsers shorten September to "Sept" in British English; the form beside the card says "Sep".
const format = (options: Intl.DateTimeFormatOptions) => {
  const dates = new Intl.DateTimeFormat(language, options);
  return { format: (value: Date) => dates.format(value).replace(/\bSept\b/, "Sep") };
};
const day = format({ day: "numeric", month: "short", year: "numeric" });
const moment = format({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
const month = format({ month: "long", year: "numeric" });
const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });

/** The part of context.formatting that needs no settings of a user: English, in the browser's time zone. */
export const pageFormatting = {
  formatInteger: (value: number) => whole.format(value),
  formatDecimal: (value: number, precision = 2) => new Intl.NumberFormat(language, { minimumFractionDigits: precision, maximumFractionDigits: precision }).format(value),
  formatCurrency: (value: number, precision = 2, symbol = "") => `${symbol}${pageFormatting.formatDecimal(value, precision)}`,
  formatDateShort: (value: Date, includeTime = false) => (includeTime ? moment : day).format(value),
  formatDateLong: (value: Date) => day.format(value),
  formatDateLongAbbreviated: (value: Date) => day.format(value),
  formatDateYearMonth: (value: Date) => month.format(value),
  formatTime: (value: Date) => moment.format(value),
  formatDateAsFilterStringInUTC: (value: Date, includeTime = false) => includeTime ? value.toISOString() : value.toISOString().slice(0, 10),
};
