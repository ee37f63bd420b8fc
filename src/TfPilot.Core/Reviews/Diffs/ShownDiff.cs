using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>
/// The differences as they are displayed: like those of <see cref="AttributeDiff"/>, but the elements of lists are
/// compared with the elements they correspond to, wherever these are.
/// </summary>
internal sealed class ShownDiff
{
    /// <summary>Entries of one list, so that others are seen too.</summary>
    private const int MaxElements = 40;

    private readonly PathSet replacing;
    private readonly PathSet? relevant;
    private readonly bool isDrift;
    private readonly List<ShownChange> shown = [];

    private ShownDiff(IReadOnlyList<string> replacing, IReadOnlyList<string>? relevant, bool isDrift) =>
        (this.replacing, this.relevant, this.isDrift) =
            (new(replacing), relevant is null ? null : new(relevant), isDrift);

    /// <summary>A resource that is created or destroyed is listed leaf by leaf.</summary>
    public static IReadOnlyList<ShownChange> Of(ResourceChange change) =>
        change.Before.IsNull || change.After.IsNull ? [.. change.AttributeChanges().Select(ShownChange.Of)]
        : Of(change, isDrift: false);

    /// <summary>Only the attributes that make the entry drift.</summary>
    public static IReadOnlyList<ShownChange> OfDrift(ResourceChange entry) =>
        entry.Before.IsNull || entry.After.IsNull ? Of(entry) : Of(entry, isDrift: true);

    /// <summary>The differences of two documents.</summary>
    public static IReadOnlyList<ShownChange> Of(PlanValue before, PlanValue after)
    {
        var diff = new ShownDiff([], null, isDrift: false);
        diff.Compare(default, AttributeDiff.Absent(before), AttributeDiff.Absent(after), new());
        return diff.shown;
    }

    /// <summary>The differences of a value with a name; a side that is added or removed is one.</summary>
    public static IReadOnlyList<ShownChange> Of(string name, PlanValue? before, PlanValue? after)
    {
        if (before is null || after is null) return [new(name, before, after)];
        var diff = new ShownDiff([], null, isDrift: false);
        diff.Compare(default(Place).Key(name), before, after, new());
        return diff.shown.Count > 0 ? diff.shown : [new(name, before, after)];
    }

    private static List<ShownChange> Of(ResourceChange change, bool isDrift)
    {
        var diff = new ShownDiff(change.ReplacePaths, change.RelevantPaths, isDrift);
        var (before, after) = ChangedMembers.Of(change.Before, change.After);
        diff.Compare(default, AttributeDiff.Absent(before), AttributeDiff.Absent(after), new());
        return diff.shown;
    }

    /// <summary>The path as shown, and as the plan writes it, with indexes.</summary>
    private readonly record struct Place(string? Shown, string? Index)
    {
        public Place Key(string key) => new(AttributePath.Key(Shown ?? "", key), AttributePath.Key(Index ?? "", key));

        public Place Element(string label, int index) => new(Shown + label, AttributePath.Index(Index ?? "", index));
    }

    /// <summary>
    /// Whether the compared elements are at other positions, so that the plan's marks of hidden changes do not apply,
    /// and whether this concerned anything.
    /// </summary>
    private sealed class Hidden
    {
        public bool IsMoved { get; init; }

        public bool IsMet { get; set; }
    }

    private void Compare(Place at, PlanValue? before, PlanValue? after, Hidden hidden)
    {
        WorkBudget.Spend();
        if (!AttributeDiff.IsBranch(before, after) && !AttributeDiff.IsBranch(after, before))
            CompareLeaf(at, before, after, hidden);
        else if (before is PlanValue.List || after is PlanValue.List)
            CompareLists(at, (before as PlanValue.List)?.Items ?? [], (after as PlanValue.List)?.Items ?? [], hidden);
        else
        {
            foreach (var (key, left, right) in AttributeDiff.Members(before, after))
                Compare(at.Key(key), left, right, hidden);
        }
    }

    private void CompareLeaf(Place at, PlanValue? before, PlanValue? after, Hidden hidden)
    {
        if (hidden.IsMoved && VisibleValue.IsPartlyHidden(before) && VisibleValue.Same(before, after))
            hidden.IsMet = true;
        else if (!AttributeDiff.SameLeaf(before, after)) Add(at, before, after, IsOrderOnly(before, after));
    }

    private static bool IsOrderOnly(PlanValue? before, PlanValue? after)
    {
        if (before is not PlanValue.List left || after is not PlanValue.List right) return false;
        if (left.Items.Count != right.Items.Count || VisibleValue.IsPartlyHidden(before)
            || VisibleValue.IsPartlyHidden(after)) return false;
        return left.Items.Select(VisibleValue.Key).Order(StringComparer.Ordinal)
            .SequenceEqual(right.Items.Select(VisibleValue.Key).Order(StringComparer.Ordinal));
    }

    private void CompareLists(
        Place at, IReadOnlyList<PlanValue> before, IReadOnlyList<PlanValue> after, Hidden hidden)
    {
        var start = shown.Count;
        var elements = new ElementComparison(before, after);
        var more = new List<ElementStep>();
        var unseen = 0;
        foreach (var step in elements.Steps(hidden.IsMoved))
        {
            var within = new Hidden { IsMoved = hidden.IsMoved || step.IsMoved };
            if (step.IsSame && within.IsMoved) within.IsMet = true;
            else if (shown.Count - start >= MaxElements) more.Add(step);
            else CompareElement(at.Element(elements.LabelOf(step), step.Index), step, before, after, within);
            if (within.IsMet) unseen++;
        }

        if (elements.IsReordered) NoteOrder(at, start, before, after);
        if (more.Count > 0) AddNote(at, MoreOf(more));
        if (unseen == 0) return;
        if (hidden.IsMoved) hidden.IsMet = true;
        else AddNote(at, $"hidden values of {Words.Count(unseen, "element")} at other positions are not compared");
    }

    private void CompareElement(
        Place place, ElementStep step, IReadOnlyList<PlanValue> before, IReadOnlyList<PlanValue> after, Hidden hidden)
    {
        var first = shown.Count;
        if (step.Before is { } left && step.After is { } right)
        {
            Compare(place, AttributeDiff.Absent(before[left]), AttributeDiff.Absent(after[right]), hidden);
            Pack(first, place);
        }
        else if (step.Before is { } removed) Add(place, before[removed], null);
        else Add(place, null, after[step.After!.Value]);
    }

    private void NoteOrder(Place at, int start, IReadOnlyList<PlanValue> before, IReadOnlyList<PlanValue> after)
    {
        if (shown.Count == start) Add(at, new PlanValue.List(before), new PlanValue.List(after), isOrderOnly: true);
        else shown[start] = shown[start] with { Note = "other elements changed their order" };
    }

    private static string MoreOf(List<ElementStep> steps)
    {
        (int Count, string Word)[] parts =
        [
            (steps.Count(step => step.Before is null), "added"),
            (steps.Count(step => step.After is null), "removed"),
            (steps.Count(step => step is { Before: not null, After: not null }), "changed"),
        ];
        var words = parts.Where(part => part.Count > 0).Select(part => $"{Words.Number(part.Count)} {part.Word}");
        return $"… {Words.Count(steps.Count, "more element")}: {string.Join(", ", words)}";
    }

    /// <summary>The attributes of one element that differ take three lines instead of one each.</summary>
    private void Pack(int first, Place place)
    {
        const int MaxSingle = 3;
        var own = shown.GetRange(first, shown.Count - first);
        if (own.Count <= MaxSingle || place.Shown is null || own.Exists(change => !IsPackable(change))) return;
        PlanValue.Map Side(Func<ShownChange, PlanValue?> side) => new(
            [.. own.Where(change => side(change) is not null).Select(
                change => KeyValuePair.Create(Rest(change.Path, place.Shown), side(change)!))]);
        shown.RemoveRange(first, own.Count);
        shown.Add(
            new(place.Shown, Side(change => change.Before), Side(change => change.After)) { Index = place.Index! });
    }

    private static bool IsPackable(ShownChange change) =>
        change is { IsElement: false, IsOrderOnly: false, ForcesReplacement: false, Note: null }
        && ValueDiff.Of(change.Before, change.After, DiffText.ValueColumns) is null;

    private static string Rest(string path, string start) => path[start.Length..].TrimStart('.');

    private void Add(Place at, PlanValue? before, PlanValue? after, bool isOrderOnly = false)
    {
        var index = at.Index ?? "";
        if (isDrift && (DriftRules.IsNone(before, after) || relevant?.Meets(index) == false)) return;
        shown.Add(new(at.Shown ?? "", before, after, replacing.Meets(index))
        {
            Index = index,
            IsOrderOnly = isOrderOnly
        });
    }

    private void AddNote(Place at, string note) => shown.Add(new(at.Shown ?? "", null, null) { Note = note });
}
