import { FluentProvider, RendererProvider, createDOMRenderer, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import * as React from "react";
import * as ReactDOM from "react-dom";
import { BoundValue, PageRow, contextOf } from "./context";
import { ControlClass, controlClass } from "./platform";

/** Draws every control of the page, and again when the row or the colour scheme changes. */
export function mountControls(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-control]")) {
    mount(place).catch((fault: unknown) => { place.textContent = `The control ${place.dataset.control ?? ""} cannot be shown: ${String(fault)}`; });
  }
}

async function mount(place: HTMLElement): Promise<void> {
  const page = document.getElementById("page");
  const name = place.dataset.control ?? "";
  const row: PageRow = { id: page?.dataset.id ?? "", table: page?.dataset.table ?? "", name: page?.dataset.name ?? "" };
  const manifest = await xml(`/controls/${name}/ControlManifest.xml`);
  const properties = [...manifest.querySelectorAll("control > property")].map(property => property.getAttribute("name") ?? "");
  const mounted = new MountedControl(place, controlClass(name), row, await textsOf(name, manifest));
  // A property that the form binds to nothing is there without a value.
  const unbound = Object.fromEntries(properties.map(property => [property, { raw: null, formatted: "", type: "" }]));
  const show = (bound: Record<string, BoundValue> | undefined) => { mounted.show({ ...unbound, ...bound }); };
  show(JSON.parse(place.dataset.bound ?? "{}") as Record<string, BoundValue>);
  document.addEventListener("rowchanged", event => { show((event as CustomEvent<Record<string, Record<string, BoundValue>>>).detail[name]); });
}

/** One control in its place. */
class MountedControl {
  private readonly control: ComponentFramework.ReactControl<unknown, unknown>;
  private readonly renderer;
  private readonly darkness = matchMedia("(prefers-color-scheme: dark)");
  private bound: Readonly<Record<string, BoundValue>> = {};
  private isInitialized = false;

  constructor(private readonly place: HTMLElement, control: ControlClass, private readonly row: PageRow, private readonly texts: ReadonlyMap<string, string>) {
    this.control = new control();
    // The page's policy allows only style elements that carry its nonce.
    this.renderer = createDOMRenderer(document, { styleElementAttributes: { nonce: place.dataset.nonce ?? "" } });
    this.darkness.addEventListener("change", () => { this.draw(); });
  }

  show(bound: Readonly<Record<string, BoundValue>>): void {
    this.bound = bound;
    this.draw();
  }

  private draw(): void {
    const start = performance.now();
    const isDark = this.darkness.matches;
    const context = contextOf(this.row, this.texts, this.bound, isDark) as unknown as ComponentFramework.Context<unknown>;
    if (!this.isInitialized) this.control.init(context, () => undefined, {});
    this.isInitialized = true;
    const element = this.control.updateView(context);
    const themed = React.createElement(FluentProvider, { theme: isDark ? webDarkTheme : webLightTheme, style: { backgroundColor: "transparent" } }, element);
    const styled = React.createElement(RendererProvider, { renderer: this.renderer, targetDocument: document, children: themed });
    ReactDOM.render(styled, this.place, () => { measure(start); });
  }
}

/** From the call of updateView until the frame that shows its result, for whoever wants to know how long a card takes. */
function measure(start: number): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => performance.measure("control", { start, end: performance.now() });
    channel.port2.postMessage(null);
  });
}

/** The English texts that the manifest names. */
async function textsOf(control: string, manifest: Document): Promise<ReadonlyMap<string, string>> {
  const path = [...manifest.querySelectorAll("resources > resx")].map(resx => resx.getAttribute("path") ?? "").find(one => one.includes(".1033."));
  if (path === undefined) return new Map();
  const texts = await xml(`/controls/${control}/${path}`);
  return new Map([...texts.querySelectorAll("data")].map(data => [data.getAttribute("name") ?? "", data.querySelector("value")?.textContent ?? ""]));
}

async function xml(address: string): Promise<Document> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
  return new DOMParser().parseFromString(await answer.text(), "text/xml");
}
