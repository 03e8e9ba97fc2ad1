using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals;

/// <summary>Scores, their history and the values last written.</summary>
sealed class SqliteScoreBook(SqliteFile file) : IScoreBook
{
    const int DaysKept = 400;

    public Task<IReadOnlyDictionary<CustomerKey, ScoreRecord>> ReadAsync(IReadOnlyCollection<CustomerKey> keys, CancellationToken cancellation) =>
        file.ReadAsync<IReadOnlyDictionary<CustomerKey, ScoreRecord>>(session =>
        {
            var records = new Dictionary<CustomerKey, ScoreRecord>(keys.Count);
            foreach (var key in keys)
            {
                if (Read(session, key) is { } record) records[key] = record;
            }
            return records;
        }, cancellation);

    public Task SaveAsync(IReadOnlyList<ComputedScore> scores, CancellationToken cancellation)
    {
        foreach (var score in scores) RowCheck.Validate(score.Key);
        return file.WriteAsync(session =>
        {
            foreach (var score in scores) Save(session, score);
        }, cancellation);
    }

    public Task MarkWrittenAsync(IReadOnlyList<WrittenValues> written, CancellationToken cancellation)
    {
        foreach (var values in written) RowCheck.Validate(values.Key);
        return file.WriteAsync(session =>
        {
            foreach (var values in written)
            {
                session.Execute(
                    """
                    insert into score (kind, id, written_on, written_json) values ($1, $2, $3, $4)
                    on conflict (kind, id) do update set written_on = excluded.written_on, written_json = excluded.written_json
                    """, values.Key.Table, values.Key.Id, values.WrittenOn, values.Json);
            }
        }, cancellation);
    }

    public Task ForgetAsync(IReadOnlyCollection<CustomerKey> keys, CancellationToken cancellation) =>
        file.WriteAsync(session =>
        {
            foreach (var key in keys)
            {
                session.Execute("delete from score where kind = $1 and id = $2", key.Table, key.Id);
                session.Execute("delete from score_point where kind = $1 and id = $2", key.Table, key.Id);
            }
        }, cancellation);

    static void Save(SqliteSession session, ComputedScore score)
    {
        session.Execute(
            """
            insert into score (kind, id, computed_on, model_version, churn_score, computed_json) values ($1, $2, $3, $4, $5, $6)
            on conflict (kind, id) do update set computed_on = excluded.computed_on, model_version = excluded.model_version,
                churn_score = excluded.churn_score, computed_json = excluded.computed_json
            """, score.Key.Table, score.Key.Id, score.ComputedOn, score.ModelVersion, score.ChurnScore, score.Json);
        var day = DateOnly.FromDateTime(score.ComputedOn.UtcDateTime).DayNumber;
        // A day that ends with an abstention has no point.
        session.Execute("delete from score_point where kind = $1 and id = $2 and (day = $3 or day <= $4)",
            score.Key.Table, score.Key.Id, day, day - DaysKept);
        if (score.ChurnScore is { } value)
            session.Execute("insert into score_point values ($1, $2, $3, $4)", score.Key.Table, score.Key.Id, day, value);
    }

    static ScoreRecord? Read(SqliteSession session, CustomerKey key)
    {
        var record = session.First(
            "select computed_on, model_version, churn_score, computed_json, written_on, written_json from score where kind = $1 and id = $2",
            row => new ScoreRecord(
                row.IsDBNull(0) ? null : new ComputedScore(key, row.Time(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetDouble(2), row.GetString(3)),
                row.IsDBNull(4) ? null : new WrittenValues(key, row.Time(4), row.GetString(5)),
                []), key.Table, key.Id);
        return record is null ? null : record with
        {
            History = session.List("select day, score from score_point where kind = $1 and id = $2 order by day",
                row => new ScorePoint(DateOnly.FromDayNumber(row.GetInt32(0)), row.GetDouble(1)), key.Table, key.Id),
        };
    }
}
