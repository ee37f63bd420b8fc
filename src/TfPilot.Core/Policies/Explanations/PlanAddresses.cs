using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>The addresses that findings can have: managed resources and module calls.</summary>
internal static class PlanAddresses
{
    private const int Named = 5;

    /// <summary>The error of an address, with the closest existing one; null when the plan contains it.</summary>
    public static string? FindError(string address, Plan plan)
    {
        var steps = address.Split('.');
        var known = Of(plan).OrderByDescending(one => one.Split('.').Intersect(steps).Count()).ToList();
        if (known.Contains(address)) return null;
        if (known.Count == 0) return $"the plan has nothing at {address}; it is empty";
        if (NearestName.Of(address, known) is { } near)
            return $"the plan has nothing at {address}; did you mean {near}?";
        var more = known.Count > Named ? $" and {known.Count - Named} more" : "";
        return $"the plan has nothing at {address}; there {(known.Count == 1 ? "is" : "are")} " +
            $"{string.Join(", ", known.Take(Named))}{more}";
    }

    private static IEnumerable<string> Of(Plan plan) => plan.Changes.Concat(plan.Unchanged)
        .Where(change => !change.IsData && change.Deposed is null)
        .Select(change => change.Address.Text)
        .Concat(plan.Configuration.Modules.Select(call => call.Address));
}
