using System.Data.Common;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>Runs and named values.</summary>
sealed class RunLedger(Database database) : IRunLedger
{
    const string Columns = "id, job, stage, status, started_on, ended_on, json";

    public Task SaveAsync(RunRecord run, CancellationToken cancellation) =>
        database.WriteAsync(session =>
        {
            session.Execute(
                """
                insert into run values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (id) do update set job = excluded.job, stage = excluded.stage, status = excluded.status,
                    started_on = excluded.started_on, ended_on = excluded.ended_on, json = excluded.json
                """, run.Id, run.Job, run.Stage, run.Status, run.StartedOn, run.EndedOn, run.Json);
        }, cancellation);

    public Task<RunRecord?> ReadAsync(Guid id, CancellationToken cancellation) =>
        database.ReadAsync(session => session.First($"select {Columns} from run where id = $1", Read, id), cancellation);

    public Task<IReadOnlyList<RunRecord>> ListAsync(int ended, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<RunRecord>>(session =>
        [
            .. session.List($"select {Columns} from run where ended_on is null order by started_on, id", Read),
            .. session.List($"select {Columns} from run where ended_on is not null order by ended_on desc, id limit $1", Read, ended),
        ], cancellation);

    public Task<string?> GetAsync(string name, CancellationToken cancellation) =>
        database.ReadAsync(session => (string?)session.Scalar("select value from named_value where name = $1", name), cancellation);

    public Task SetAsync(string name, string? value, CancellationToken cancellation) =>
        database.WriteAsync(session =>
        {
            if (value is null) session.Execute("delete from named_value where name = $1", name);
            else session.Execute("insert into named_value values ($1, $2) on conflict (name) do update set value = excluded.value", name, value);
        }, cancellation);

    static RunRecord Read(DbDataReader row) => new()
    {
        Id = row.Id(0),
        Job = row.GetString(1),
        Stage = row.GetString(2),
        Status = row.GetString(3),
        StartedOn = row.Time(4),
        EndedOn = row.TimeOrNull(5),
        Json = row.GetString(6),
    };
}
