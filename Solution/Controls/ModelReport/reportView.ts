/** What stands in the control: the page, or the key of the sentence that says why there is none. */
export type ReportView = { readonly kind: "page"; readonly html: string } | { readonly kind: "none"; readonly text: "None" | "NoPermission" };

export function toReportView(report: string | null | undefined, mayRead: boolean): ReportView {
  if (!mayRead) return { kind: "none", text: "NoPermission" };
  return report ? { kind: "page", html: report } : { kind: "none", text: "None" };
}
