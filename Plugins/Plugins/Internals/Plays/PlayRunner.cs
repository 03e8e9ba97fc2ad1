using System;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>
/// Starts a play for a customer, once: asks consent, hold-out and capacity, writes the ci_action and creates the activity. May be run again after
/// a death at any point; the rows it left tell how far it came.
/// </summary>
sealed class PlayRunner
{
    const int MostRefusals = 12;

    readonly ActionRows _actions;
    readonly ActivityRows _activities;
    readonly Places _places;
    readonly bool _isJob;

    /// <param name="rows">Acts as SYSTEM.</param>
    /// <param name="isJob">Whether each call has a transaction of its own, as in a system job. In a caller's transaction nothing can be done after a fault.</param>
    public PlayRunner(IOrganizationService rows, bool isJob)
    {
        _actions = new ActionRows(rows);
        _activities = new ActivityRows(rows);
        _places = new Places(rows, _actions, _activities);
        _isJob = isJob;
    }

    public PlayResult Run(PlayOccasion occasion)
    {
        if (_actions.Find(occasion.ActionId) is { } known && known.Choice("ci_status") != ActionStatus.Failed) return GoOn(occasion, known);
        if (!occasion.Customer.MayBeActedUpon)
            return PlayResult.Not(Guid.Empty, "The customer objected to profiling or had it restricted, so nothing is done and nothing is kept.");
        if (Obstacle(occasion) is { } obstacle) return _actions.Keep(occasion, ActionStatus.Skipped, obstacle);
        if (HoldOut.Includes(occasion.Play.HoldOut, occasion.Customer.Row.Id, occasion.Play.Id))
            return _actions.Keep(occasion, ActionStatus.HeldOut, $"Held out: {occasion.Play.HoldOut:0.##} % of the customers are left alone to measure the effect of the play.");
        return Start(occasion);
    }

    PlayResult GoOn(PlayOccasion occasion, Entity known)
    {
        if (occasion.Crossing is null) return PlayResult.Not(occasion.ActionId, "The play was started for this customer today already.");
        if (known.Choice("ci_status") != ActionStatus.Started) return PlayResult.Not(occasion.ActionId, "An earlier run of this step has settled it.");
        // Another play may fit by now, of another kind; what the earlier run created counts.
        if (!_activities.Exists(known.Text("ci_activitytype") ?? PlayKind.Table(occasion.Play.Kind), occasion.ActivityId)) _activities.CreateOnce(occasion);
        return PlayResult.Done(occasion.ActionId);
    }

    static string? Obstacle(PlayOccasion occasion)
    {
        if (!occasion.Customer.IsActive) return "The customer is inactive.";
        if (occasion.Play.Capacity == 0) return $"The capacity of the play \"{occasion.Play.Name}\" is 0. Raise it, or leave it empty for 10 a day and owner.";
        return Consent.Objection(occasion.Play.Kind, occasion.Customer);
    }

    PlayResult Start(PlayOccasion occasion)
    {
        try
        {
            if (!TakePlace(occasion))
                return _actions.Keep(occasion, ActionStatus.Skipped, $"The owner has {occasion.Play.Capacity} actions today, none of them for a customer of lower value that nobody has begun.");
            _activities.CreateOnce(occasion);
            return Confirm(occasion);
        }
        // Whatever the platform refuses is this job's end, not the batch's. Its faults are of a type that only the full framework has.
        catch (Exception fault) when (fault is not InvalidPluginExecutionException)
        {
            var message = $"The play \"{occasion.Play.Name}\" could not create its {PlayKind.Table(occasion.Play.Kind)} for the owner of {occasion.Customer.Name}: {fault.Message} "
                + "See that the owner is enabled and may own activities, or give the customer another owner; then resume this job.";
            if (_isJob) _actions.Fail(occasion, message);
            throw new InvalidPluginExecutionException(OperationStatus.Failed, message);
        }
    }

    /// <summary>A more valuable customer may have taken the place before the activity was there.</summary>
    PlayResult Confirm(PlayOccasion occasion)
    {
        if (_actions.Find(occasion.ActionId)?.Choice("ci_status") == ActionStatus.Started) return PlayResult.Done(occasion.ActionId);
        _activities.Cancel(PlayKind.Table(occasion.Play.Kind), occasion.ActivityId);
        return PlayResult.Not(occasion.ActionId, "A customer of higher value took the owner's place.");
    }

    /// <summary>A place may be taken by another job between the look and the write; then the next one is tried.</summary>
    bool TakePlace(PlayOccasion occasion)
    {
        for (var refusals = 0; ;)
        {
            if (_places.Take(occasion) is not { } place) return false;
            try
            {
                _actions.Start(occasion, place);
                return true;
            }
            catch (Exception) when (_isJob)
            {
                // Somebody was quicker: that comes to an end, for each time another customer is settled. A refusal for another reason comes again and ends the job;
                // but who was quicker may have lost the place again by now.
                if (!_places.IsTaken(place) && ++refusals == MostRefusals) throw;
            }
        }
    }
}
