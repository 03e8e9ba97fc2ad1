/** The organisation's clock where it is simulated: controls ask the browser for the time, so the browser has to tell that one. */
export const PageClock = {
  /** @param now What the organisation's clock shows; undefined where it is the system's. */
  follow(now: string | undefined): void {
    if (now === undefined) return;
    const offset = new Date(now).getTime() - Date.now();
    const shifted = () => systemDate.now() + offset;
    const systemDate = Date;
    window.Date = new Proxy(systemDate, {
      construct: (target, values: unknown[]) => Reflect.construct(target, values.length === 0 ? [shifted()] : values) as Date,
      get: (target, name, receiver) => (name === "now" ? shifted : Reflect.get(target, name, receiver) as unknown),
    });
  },
};
