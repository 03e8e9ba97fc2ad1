using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>
/// Runs the parts of a batch in their order. A change set is one transaction. Single writes that follow each other share a commit as long as none fails; if
/// one does, that transaction is undone and they run again, each on its own, which is what the contract says.
/// </summary>
sealed class BatchRunner(WebApiServer server, CallerReader callers)
{
    const int WritesPerCommit = 100;

    public async Task<WebApiResponse> Answer(WebApiRequest batch, CancellationToken cancellation)
    {
        if (batch.Method != "POST") throw WebApiException.Method(batch.Method, "$batch");
        var prefer = new Preferences(batch.Headers);
        if (prefer.ContinueOnError) prefer.Apply("odata.continue-on-error");
        var parts = BatchReader.Read(batch);
        var writer = new BatchWriter();
        for (var at = 0; at < parts.Count;)
        {
            var (done, failed) = parts[at] is BatchPart.ChangeSet set
                ? (1, await RunChangeSet(batch, set, writer, cancellation))
                : await RunSingles(batch, parts, at, new Output(writer, prefer.ContinueOnError), cancellation);
            if (failed is { } status && !prefer.ContinueOnError) return prefer.Confirm(writer.Close(status));
            at += done;
        }
        return prefer.Confirm(writer.Close(200));
    }

    sealed record Output(BatchWriter Writer, bool ContinueOnError);

    async Task<(int Done, int? Failed)> RunSingles(WebApiRequest batch, List<BatchPart> parts, int at, Output output, CancellationToken cancellation)
    {
        var requests = new List<WebApiRequest>();
        foreach (var part in parts.Skip(at).TakeWhile(part => part is BatchPart.Single { Writes: true }).Take(WritesPerCommit))
        {
            if (await TryRequest(batch, (BatchPart.Single)part, cancellation) is not { } request || requests.Count > 0 && request.Caller != requests[0].Caller) break;
            requests.Add(request);
        }
        if (requests.Count > 1 && await TryTogether(requests, cancellation) is { } answers)
        {
            answers.ForEach(output.Writer.Single);
            return (answers.Count, null);
        }
        return await RunOneByOne(batch, parts.Skip(at).Take(Math.Max(requests.Count, 1)), output, cancellation);
    }

    async Task<(int Done, int? Failed)> RunOneByOne(WebApiRequest batch, IEnumerable<BatchPart> parts, Output output, CancellationToken cancellation)
    {
        var done = 0;
        foreach (var part in parts)
        {
            var response = await RunOne(batch, (BatchPart.Single)part, cancellation);
            output.Writer.Single(response);
            done++;
            if (response.Failed && !output.ContinueOnError) return (done, response.Status);
        }
        return (done, null);
    }

    async Task<WebApiResponse> RunOne(WebApiRequest batch, BatchPart.Single part, CancellationToken cancellation)
    {
        try
        {
            return await server.Answer(await Request(batch, part, cancellation), cancellation);
        }
        catch (Exception error) when (ErrorAnswers.Expected(error))
        {
            return ErrorAnswers.Of(error);
        }
    }

    async Task<WebApiRequest?> TryRequest(WebApiRequest batch, BatchPart.Single part, CancellationToken cancellation)
    {
        try
        {
            return await Request(batch, part, cancellation);
        }
        catch (WebApiException)
        {
            return null;    // found again, and answered, when the part runs on its own
        }
    }

    async Task<List<WebApiResponse>?> TryTogether(List<WebApiRequest> requests, CancellationToken cancellation)
    {
        try
        {
            return await server.Organization.WriteAsync(
                requests[0].Caller, session => requests.ConvertAll(request => server.Answer(request, session)), cancellation);
        }
        catch (Exception error) when (ErrorAnswers.Expected(error))
        {
            return null;    // found again, and answered, when each runs on its own
        }
    }

    /// <summary>The status of the failure; null when all went well.</summary>
    async Task<int?> RunChangeSet(WebApiRequest batch, BatchPart.ChangeSet set, BatchWriter writer, CancellationToken cancellation)
    {
        try
        {
            var caller = await Caller(batch, set, cancellation);
            writer.ChangeSet(await server.Organization.WriteAsync(caller, session => RunMembers(batch with { Caller = caller }, set, session), cancellation));
            return null;
        }
        catch (Exception error) when (ErrorAnswers.Expected(error))
        {
            var answer = ErrorAnswers.Of(error);
            writer.Single(answer);
            return answer.Status;
        }
    }

    List<(WebApiResponse, string)> RunMembers(WebApiRequest batch, BatchPart.ChangeSet set, IOrganizationSession session)
    {
        var answers = new List<(WebApiResponse, string)>();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in set.Members)
        {
            var request = Place(batch, member with { Address = ContentReferences.Replace(member.Address, ids) }) with { ContentIds = ids };
            var response = server.Answer(request, session);
            if (response.RowAddress is { } row) ids[member.ContentId!] = row[request.ServiceRoot.Length..];
            answers.Add((response, member.ContentId!));
        }
        return answers;
    }

    // One transaction has one caller.
    async Task<Caller> Caller(WebApiRequest batch, BatchPart.ChangeSet set, CancellationToken cancellation)
    {
        Caller? caller = null;
        foreach (var member in set.Members)
        {
            var own = await callers.Read(batch.Caller, member.Headers, member.Address, cancellation);
            if (caller is not null && own != caller) throw WebApiException.OData("The requests of a change set name different callers, tags or bypasses; expected the same ones on all.");
            caller = own;
        }
        return caller ?? batch.Caller;
    }

    async Task<WebApiRequest> Request(WebApiRequest batch, BatchPart.Single part, CancellationToken cancellation)
    {
        if (part.Address.StartsWith('$')) throw WebApiException.OData($"Content-ID Reference: '{part.Address}' does not exist in the batch context.");
        return Place(batch, part) with { Caller = await callers.Read(batch.Caller, part.Headers, part.Address, cancellation) };
    }

    static WebApiRequest Place(WebApiRequest batch, BatchPart.Single part)
    {
        var origin = batch.ServiceRoot[..batch.ServiceRoot.IndexOf("/api/data/", StringComparison.Ordinal)];
        var address = part.Address;
        var absolute = address.StartsWith('/') || address.StartsWith("http://", StringComparison.Ordinal) || address.StartsWith("https://", StringComparison.Ordinal);
        var (root, target) = absolute ? WebApiEndpoints.Split(origin, address) ?? throw WebApiException.NoSuchSegment(address) : (batch.ServiceRoot, address);
        if (target.StartsWith("$batch", StringComparison.Ordinal)) throw WebApiException.OData("A batch cannot hold another batch.");
        return batch with { Method = part.Method, ServiceRoot = root, Target = target, Headers = part.Headers, Body = part.Body };
    }
}
