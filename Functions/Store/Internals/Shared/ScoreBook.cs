using System.Data.Common;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>Scores, their history and the values last written.</summary>
sealed class ScoreBook(Database database) : IScoreBook
{
    const int DaysKept = 400;

    public Task<IReadOnlyDictionary<CustomerKey, ScoreRecord>> ReadAsync(IReadOnlyCollection<CustomerKey> keys, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyDictionary<CustomerKey, ScoreRecord>>(session => Read(session, [.. keys.Distinct()]), cancellation);

    public Task SaveAsync(IReadOnlyList<ComputedScore> scores, CancellationToken cancellation)
    {
        foreach (var score in scores) RowCheck.Validate(score.Key);
        return database.WriteAsync(session => session.ExecuteAll(scores.SelectMany(Save)), cancellation);
    }

    public Task MarkWrittenAsync(IReadOnlyList<WrittenValues> written, CancellationToken cancellation)
    {
        foreach (var values in written) RowCheck.Validate(values.Key);
        return database.WriteAsync(session => session.ExecuteAll(written.Select(MarkWritten)), cancellation);
    }

    public Task ForgetAsync(IReadOnlyCollection<CustomerKey> keys, CancellationToken cancellation) =>
        database.WriteAsync(session => session.ExecuteAll(keys.SelectMany(Forget)), cancellation);

    static IEnumerable<Statement> Save(ComputedScore score)
    {
        yield return new Statement(
            """
            insert into score (kind, id, computed_on, model_version, churn_score, computed_json) values ($1, $2, $3, $4, $5, $6)
            on conflict (kind, id) do update set computed_on = excluded.computed_on, model_version = excluded.model_version,
                churn_score = excluded.churn_score, computed_json = excluded.computed_json
            """, score.Key.Table, score.Key.Id, score.ComputedOn, score.ModelVersion, score.ChurnScore, score.Json);
        var day = DateOnly.FromDateTime(score.ComputedOn.UtcDateTime).DayNumber;
        // A day that ends with an abstention has no point.
        yield return new Statement("delete from score_point where kind = $1 and id = $2 and (day = $3 or day <= $4)",
            score.Key.Table, score.Key.Id, day, day - DaysKept);
        if (score.ChurnScore is { } value)
            yield return new Statement("insert into score_point values ($1, $2, $3, $4) on conflict (kind, id, day) do update set score = excluded.score",
                score.Key.Table, score.Key.Id, day, value);
    }

    static Statement MarkWritten(WrittenValues values) => new(
        """
        insert into score (kind, id, written_on, written_json) values ($1, $2, $3, $4)
        on conflict (kind, id) do update set written_on = excluded.written_on, written_json = excluded.written_json
        """, values.Key.Table, values.Key.Id, values.WrittenOn, values.Json);

    static IEnumerable<Statement> Forget(CustomerKey key) =>
    [
        new("delete from score where kind = $1 and id = $2", key.Table, key.Id),
        new("delete from score_point where kind = $1 and id = $2", key.Table, key.Id),
    ];

    static Dictionary<CustomerKey, ScoreRecord> Read(Session session, CustomerKey[] keys)
    {
        var values = keys.Select(key => new object?[] { key.Table, key.Id }).ToList();
        var scores = session.ListEach(
            "select computed_on, model_version, churn_score, computed_json, written_on, written_json, kind, id from score where kind = $1 and id = $2",
            ReadScore, values);
        var histories = session.ListEach("select day, score from score_point where kind = $1 and id = $2 order by day",
            row => new ScorePoint(DateOnly.FromDayNumber(row.GetInt32(0)), row.GetDouble(1)), values);
        return keys.Select((key, index) => (key, index)).Where(found => scores[found.index].Count > 0)
            .ToDictionary(found => found.key, found => scores[found.index][0] with { History = histories[found.index] });
    }

    static ScoreRecord ReadScore(DbDataReader row)
    {
        var key = new CustomerKey(row.GetString(6), row.Id(7));
        return new ScoreRecord(
            row.IsDBNull(0) ? null : new ComputedScore(key, row.Time(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetDouble(2), row.GetString(3)),
            row.IsDBNull(4) ? null : new WrittenValues(key, row.Time(4), row.GetString(5)),
            []);
    }
}
