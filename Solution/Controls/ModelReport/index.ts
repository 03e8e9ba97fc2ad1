import { IInputs, IOutputs } from "./generated/ManifestTypes";
import { toReportView } from "./reportView";

/** Draws the report of the models in a frame of its own: its styles stay in there, and nothing in it can run. */
export class ModelReport implements ComponentFramework.StandardControl<IInputs, IOutputs> {
  private readonly frame = document.createElement("iframe");
  private readonly print = document.createElement("button");
  private readonly sentence = document.createElement("p");
  private shown: string | null = null;

  init(context: ComponentFramework.Context<IInputs>, _changed: () => void, _state: ComponentFramework.Dictionary, container: HTMLDivElement): void {
    // No scripts; the same origin and dialogs only so that the form can print the page.
    this.frame.setAttribute("sandbox", "allow-same-origin allow-modals");
    this.frame.className = "report-page";
    this.frame.title = context.resources.getString("Title");
    this.print.type = "button";
    this.print.className = "report-print";
    this.print.textContent = context.resources.getString("Print");
    this.print.addEventListener("click", () => this.frame.contentWindow?.print());
    container.append(this.print, this.sentence, this.frame);
  }

  updateView(context: ComponentFramework.Context<IInputs>): void {
    const { report } = context.parameters;
    const view = toReportView(report.raw, report.security?.readable !== false);
    const html = view.kind === "page" ? view.html : null;
    this.frame.hidden = this.print.hidden = html === null;
    this.sentence.hidden = html !== null;
    this.sentence.textContent = view.kind === "none" ? context.resources.getString(view.text) : "";
    // A page drawn again would lose the reader's place.
    if (html !== this.shown) this.frame.srcdoc = html ?? "";
    this.shown = html;
  }

  getOutputs(): IOutputs {
    return {};
  }

  destroy(): void {
    this.frame.remove();
  }
}
