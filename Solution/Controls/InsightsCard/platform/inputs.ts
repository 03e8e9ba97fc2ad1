import type { Theme } from "@fluentui/react-components";
import { InsightsCardRootProps } from "../parts/InsightsCardRoot";
import { IInputs } from "../generated/ManifestTypes";
import { toScoreView } from "../view/scoreView";
import { Customer } from "./webApiRows";

/** The form's row as the platform tells it to a control. The published types leave it out. */
interface ModeWithRow {
  readonly contextInfo?: { readonly entityId?: string; readonly entityTypeName?: string };
}

/** The account or contact that the form shows; null on an unsaved row and outside of a form. */
export function customerOf(context: ComponentFramework.Context<IInputs>): Customer | null {
  const row = (context.mode as ModeWithRow).contextInfo;
  const id = row?.entityId?.replace(/[{}]/g, "").toLowerCase();
  const table = row?.entityTypeName;
  return id && (table === "account" || table === "contact") ? { id, table } : null;
}

/** What the card draws, from the bound columns. */
export function propsOf(context: ComponentFramework.Context<IInputs>): Omit<InsightsCardRootProps, "words" | "rows"> {
  const { insights, computedOn, profiling, value12m } = context.parameters;
  const design = context.fluentDesignLanguage;
  return {
    view: toScoreView({
      insights: insights.raw ?? null,
      profiling: profiling.raw ?? null,
      isLoading: isMissing(insights.raw),
      mayRead: insights.security?.readable !== false,
    }),
    computedOn: computedOn.raw ?? null,
    value12m: (value12m.raw ?? null) === null ? null : value12m.formatted ?? null,
    mayAnswer: !context.client.isOffline(),
    theme: themeOf(design),
    isDark: design?.isDarkTheme ?? false,
  };
}

/** Before the form's data are there, a host leaves the value out, though the types promise one. */
function isMissing(value: unknown): boolean {
  return value === undefined;
}

function themeOf(design: ComponentFramework.FluentDesignState | undefined): Theme | null {
  return (design?.tokenTheme as Theme | undefined) ?? null;
}
