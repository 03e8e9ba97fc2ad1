import { Theme, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { pageFormatting } from "./formatting";
import { PageWebApi } from "./webApi";

/** A column as the form has it. */
export interface BoundValue {
  readonly raw: unknown;
  readonly formatted: string;
  readonly type: string;
}

/** The row on the form. */
export interface PageRow {
  readonly id: string;
  readonly table: string;
  readonly name: string;
}

const webApi = new PageWebApi();
const english = 1033;

/** What a control is handed on each updateView, as far as a control on this page can use it. */
export function contextOf(row: PageRow, texts: ReadonlyMap<string, string>, bound: Readonly<Record<string, BoundValue>>, isDark: boolean) {
  const tokenTheme: Theme = isDark ? webDarkTheme : webLightTheme;
  return {
    parameters: Object.fromEntries(Object.entries(bound).map(([name, value]) => [name, parameter(value)])),
    updatedProperties: Object.keys(bound),
    mode: {
      allocatedHeight: -1, allocatedWidth: -1, isControlDisabled: false, isVisible: true, label: "",
      contextInfo: { entityId: row.id, entityTypeName: row.table, entityRecordName: row.name },
      setControlState: () => true, setNotifyOnOutputChange: () => undefined, trackContainerResize: () => undefined,
    },
    webAPI: webApi,
    resources: { getString: (key: string) => texts.get(key) ?? key },
    formatting: pageFormatting,
    client: { disableScroll: false, getClient: () => "Web", getFormFactor: () => 1, isOffline: () => !navigator.onLine, isNetworkAvailable: () => navigator.onLine },
    navigation: { openUrl: (url: string) => { window.open(url, "_blank", "noopener"); }, openForm: (form: { entityName?: string; entityId?: string }) => openForm(form) },
    userSettings: { languageId: english, isRTL: document.dir === "rtl", userId: "", userName: "", securityRoles: [], getTimeZoneOffsetMinutes: (date = new Date()) => -date.getTimezoneOffset() },
    factory: { requestRender: () => undefined },
    fluentDesignLanguage: { name: "fluent", isDarkTheme: isDark, tokenTheme },
  };
}

function parameter(value: BoundValue) {
  return {
    // A moment is a Date on the platform.
    raw: value.type === "DateTime" && typeof value.raw === "string" ? new Date(value.raw) : value.raw,
    formatted: value.formatted, type: value.type, error: false, errorMessage: "", attributes: {},
    security: { editable: false, readable: true, secured: false },
  };
}

function openForm({ entityName, entityId }: { entityName?: string; entityId?: string }): Promise<void> {
  if (entityName === undefined || entityId === undefined) return Promise.reject(new Error("This page opens only rows that are saved."));
  location.href = `/${entityName}s/${entityId}`;
  return Promise.resolve();
}
