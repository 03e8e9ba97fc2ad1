const root = "/api/data/v9.2/";
const headers = { Accept: "application/json", "OData-Version": "4.0", "OData-MaxVersion": "4.0", Prefer: 'odata.include-annotations="*"' };

type Row = ComponentFramework.WebApi.Entity;

/** context.webAPI over the Web API of this origin. */
export class PageWebApi implements ComponentFramework.WebApi {
  private readonly sets = new Map<string, Promise<string>>();

  async createRecord(table: string, data: Row): Promise<ComponentFramework.LookupValue> {
    const answer = await this.send("POST", await this.setOf(table), data);
    const id = /\(([0-9a-f-]{36})\)/i.exec(answer.headers.get("OData-EntityId") ?? "")?.[1];
    if (id === undefined) throw new Error("The Web API named no row.");
    return { id, entityType: table };
  }

  async updateRecord(table: string, id: string, data: Row): Promise<ComponentFramework.LookupValue> {
    await this.send("PATCH", `${await this.setOf(table)}(${id})`, data);
    return { id, entityType: table };
  }

  async deleteRecord(table: string, id: string): Promise<ComponentFramework.LookupValue> {
    await this.send("DELETE", `${await this.setOf(table)}(${id})`);
    return { id, entityType: table };
  }

  async retrieveRecord(table: string, id: string, options = ""): Promise<Row> {
    return await (await this.send("GET", `${await this.setOf(table)}(${id})${options}`)).json() as Row;
  }

  async retrieveMultipleRecords(table: string, options = "", maxPageSize?: number): Promise<ComponentFramework.WebApi.RetrieveMultipleResponse> {
    const prefer = maxPageSize === undefined ? headers.Prefer : `${headers.Prefer},odata.maxpagesize=${maxPageSize}`;
    const answer = await this.send("GET", `${await this.setOf(table)}${options}`, undefined, prefer);
    const page = await answer.json() as { value: Row[]; "@odata.nextLink"?: string };
    return { entities: page.value, nextLink: page["@odata.nextLink"] ?? "" };
  }

  /** Controls name tables, addresses name sets. */
  private setOf(table: string): Promise<string> {
    let set = this.sets.get(table);
    if (!set) {
      set = this.send("GET", `EntityDefinitions(LogicalName='${encodeURIComponent(table)}')?$select=EntitySetName`)
        .then(answer => answer.json()).then(definition => (definition as { EntitySetName: string }).EntitySetName);
      this.sets.set(table, set);
      set.catch(() => this.sets.delete(table));
    }
    return set;
  }

  private async send(method: string, path: string, body?: Row, prefer = headers.Prefer): Promise<Response> {
    const sent = new Headers({ ...headers, Prefer: prefer });
    if (body) sent.set("Content-Type", "application/json");
    const answer = await fetch(root + path, { method, headers: sent, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (answer.ok) return answer;
    const problem = await answer.json().catch(() => null) as { error?: { code?: string; message?: string } } | null;
    throw Object.assign(new Error(problem?.error?.message ?? `The server answered ${answer.status}.`), { errorCode: problem?.error?.code });
  }
}
