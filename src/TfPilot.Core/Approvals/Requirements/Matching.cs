namespace TfPilot.Core.Approvals;

/// <summary>
/// Assigns people to requirements so that as many as possible are satisfied and no person serves two: a maximum
/// bipartite matching.
/// </summary>
internal static class Matching
{
    /// <param name="wanted">The number of people each requirement needs.</param>
    /// <param name="fits">Whether a person (by index) may serve a requirement (by index).</param>
    /// <returns>The people assigned to each requirement; earlier requirements are satisfied first.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Find(
        IReadOnlyList<int> wanted, int people, Func<int, int, bool> fits)
    {
        var places = wanted.SelectMany((count, requirement) => Enumerable.Repeat(requirement, count)).ToList();
        var taken = Enumerable.Repeat(-1, people).ToArray();
        for (var place = 0; place < places.Count; place++) Seat(place, new bool[people]);
        return [.. wanted.Select((_, requirement) => (IReadOnlyList<int>)[.. Enumerable.Range(0, people)
            .Where(person => taken[person] >= 0 && places[taken[person]] == requirement)])];

        // The current occupant may move to another place.
        bool Seat(int place, bool[] asked)
        {
            for (var person = 0; person < people; person++)
            {
                if (asked[person] || !fits(person, places[place])) continue;
                asked[person] = true;
                if (taken[person] >= 0 && !Seat(taken[person], asked)) continue;
                taken[person] = place;
                return true;
            }

            return false;
        }
    }
}
