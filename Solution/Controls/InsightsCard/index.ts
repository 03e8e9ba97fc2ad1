import * as React from "react";
import { InsightsCardRoot } from "./parts/InsightsCardRoot";
import { CardRows } from "./parts/surroundings";
import { customerOf, propsOf } from "./platform/inputs";
import { PlatformWords } from "./platform/platformWords";
import { Customer, WebApiRows } from "./platform/webApiRows";
import { IInputs, IOutputs } from "./generated/ManifestTypes";

/** The control's life: what the platform calls, and nothing else. */
export class InsightsCard implements ComponentFramework.ReactControl<IInputs, IOutputs> {
  private words: PlatformWords | null = null;
  private customer: Customer | null = null;
  private rows: CardRows | null = null;

  init(context: ComponentFramework.Context<IInputs>): void {
    this.words = new PlatformWords(context);
  }

  updateView(context: ComponentFramework.Context<IInputs>): React.ReactElement {
    this.words ??= new PlatformWords(context);
    this.rows = this.rowsOf(context);
    return React.createElement(InsightsCardRoot, { ...propsOf(context), words: this.words, rows: this.rows });
  }

  getOutputs(): IOutputs {
    return {};
  }

  destroy(): void {
    this.rows = null;
  }

  /** The same object for the same customer, so that a new value of a column does not ask for the rows again. */
  private rowsOf(context: ComponentFramework.Context<IInputs>): CardRows | null {
    const customer = customerOf(context);
    if (customer?.id === this.customer?.id) return this.rows;
    this.customer = customer;
    return customer && new WebApiRows(context.webAPI, customer);
  }
}
