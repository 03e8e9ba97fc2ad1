/** A value in ci_insights that is not what it should be; the message names the place. */
export class CardFault extends Error {
  constructor(place: string, found: unknown, expected: string) {
    super(`${place}: found ${shown(found)}, expected ${expected}.`);
    // Older targets of the compiler lose the class of an error.
    Object.setPrototypeOf(this, CardFault.prototype);
  }
}

const longestShown = 40;

function shown(found: unknown): string {
  const text = found === undefined ? "nothing" : JSON.stringify(found);
  return text.length > longestShown ? `${text.slice(0, longestShown)}...` : text;
}

/** Reads the members of one JSON object strictly. Members that nobody asks for do no harm: a newer app may add some. */
export class JsonFields {
  private readonly members: Record<string, unknown>;

  constructor(value: unknown, private readonly place: string) {
    if (!isObject(value)) throw new CardFault(place, value, "an object");
    this.members = value;
  }

  text(name: string): string {
    const value = this.members[name];
    if (typeof value !== "string") throw this.wrong(name, "a text");
    return value;
  }

  /** A number from least to most, ends included. */
  number(name: string, least = -Infinity, most = Infinity): number {
    const value = this.members[name];
    if (typeof value !== "number" || !(value >= least && value <= most)) {
      throw this.wrong(name, Number.isFinite(least) ? `a number from ${least} to ${most}` : "a number");
    }
    return value;
  }

  numberOrNull(name: string): number | null {
    return this.has(name) ? this.number(name) : null;
  }

  day(name: string): string {
    const value = this.text(name);
    if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value)) throw this.wrong(name, "a day such as 2026-08-03");
    return value;
  }

  id(name: string): string {
    const value = this.text(name);
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) throw this.wrong(name, "a GUID");
    return value.toLowerCase();
  }

  oneOf<Word extends string>(name: string, known: readonly Word[]): Word {
    const word = known.find(one => one === this.members[name]);
    if (word === undefined) throw this.wrong(name, `one of ${known.join(", ")}`);
    return word;
  }

  fields(name: string): JsonFields {
    return new JsonFields(this.members[name], this.placeOf(name));
  }

  /** What read makes of a member; null where the member is left out. */
  optional<Part>(name: string, read: (fields: JsonFields) => Part): Part | null {
    return this.has(name) ? read(this.fields(name)) : null;
  }

  list<Part>(name: string, read: (fields: JsonFields) => Part): Part[] {
    return this.items(name).map((item, index) => read(new JsonFields(item, `${this.placeOf(name)}[${index}]`)));
  }

  texts(name: string): string[] {
    return this.items(name).map((item, index) => {
      if (typeof item !== "string") throw new CardFault(`${this.placeOf(name)}[${index}]`, item, "a text");
      return item;
    });
  }

  has(name: string): boolean {
    return this.members[name] !== undefined && this.members[name] !== null;
  }

  wrong(name: string, expected: string): CardFault {
    return new CardFault(this.placeOf(name), this.members[name], expected);
  }

  private items(name: string): unknown[] {
    const value = this.members[name];
    if (!Array.isArray(value)) throw this.wrong(name, "a list");
    return value;
  }

  private placeOf(name: string): string {
    return this.place === "" ? name : `${this.place}.${name}`;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
