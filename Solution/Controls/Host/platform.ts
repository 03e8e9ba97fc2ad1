import * as Fluent from "@fluentui/react-components";
import * as React from "react";

export type ControlClass = new () => ComponentFramework.ReactControl<unknown, unknown>;

declare global {
  interface Window {
    /** The names under which bundles that pcf-scripts built look for React 16 and Fluent UI 9. */
    Reactv16?: typeof React;
    FluentUIReactv940?: typeof Fluent;
  }
}

const registered = new Map<string, ControlClass>();

/** Gives the page the libraries and the registration that the platform gives it. */
export function registerPlatform(): void {
  window.Reactv16 = React;
  window.FluentUIReactv940 = Fluent;
  const framework = { registerControl: (name: string, control: ControlClass) => registered.set(name, control) };
  Object.assign(window, { ComponentFramework: framework });
}

/** The class of a control, such as ci_CrmInsights.InsightsCard; its bundle registers it without the publisher's prefix. */
export function controlClass(name: string): ControlClass {
  const found = registered.get(name.slice(name.indexOf("_") + 1));
  if (!found) throw new Error(`The bundle of ${name} has not registered its control.`);
  return found;
}
