namespace TfPilot.Core.Plans;

/// <summary>
/// Reads the parts of a plan that contain a <c>change</c>: before, after, and the trees of unknown and sensitive
/// values.
/// </summary>
internal sealed class ChangeReader
{
    private readonly ByteArena store = new();
    private readonly UnmarkedSecrets undeclared = new();
    private readonly CanonicalJson canonical;
    private readonly MarkJoin marks = new();
    private readonly Memo<IReadOnlyList<string>> actionLists = new(PlanJson.Texts);
    private readonly Memo<Marks?> unknownTrees = new(Marks.Read);

    public ChangeReader(Secrets secrets) => canonical = new(secrets, undeclared);

    /// <summary>Whether changes have sensitivity marks; Terraform up to 0.13 writes none.</summary>
    public bool HasMarks { get; private set; }

    /// <summary>Whether anything is marked as sensitive.</summary>
    public bool HasAnyMark { get; private set; }

    /// <summary>
    /// Reads one change, redacted but not masked yet. A no-op that imports nothing keeps only its actions; its secrets
    /// are still collected.
    /// </summary>
    public Change Read(OutlinedObject change, string type, bool keepNoOp = false)
    {
        var importing = ReadImport(change["importing"u8]);
        StartChange(type);
        var hasMarks = !change["before_sensitive"u8].IsEmpty || !change["after_sensitive"u8].IsEmpty;
        HasMarks |= hasMarks;
        var actions = actionLists.Of(change["actions"u8]);
        var unknown = unknownTrees.Of(change["after_unknown"u8]);
        var sensitive = marks.Join(change["before"u8], change["after"u8],
            new(Marks.Read(change["before_sensitive"u8]), Marks.Read(change["after_sensitive"u8])), unknown);
        var hasAnyMark = sensitive != default;
        HasAnyMark |= hasAnyMark;
        var kept = keepNoOp || importing is not null || PlanActions.Of(actions) != PlanAction.NoOp;
        if (!kept && !hasAnyMark && hasMarks && SecretNames.OfType(type) is null)
            return new Change { Actions = actions };
        return new Change
        {
            Actions = actions,
            Importing = importing,
            ReplacePaths = change["replace_paths"u8] is { IsEmpty: false } paths ? PlanJson.Paths(paths) : [],
            Before = Redact(change["before"u8], sensitive.Before, unknown: null, isAfter: false),
            After = Redact(change["after"u8], sensitive.After, unknown, isAfter: true),
            Undeclared = kept ? undeclared.Paths : [],
        };
    }

    /// <summary>Redacts a value outside of changes, with its sensitive and unknown marks.</summary>
    public RedactedJson Redact(ReadOnlySpan<byte> value, Marks? sensitive, Marks? unknown)
    {
        StartChange(type: "");
        return Redact(value, sensitive, unknown, isAfter: false);
    }

    private void StartChange(string type)
    {
        undeclared.StartResource(type);
        canonical.StartChange();
    }

    private RedactedJson Redact(ReadOnlySpan<byte> value, Marks? sensitive, Marks? unknown, bool isAfter)
    {
        // The plan omits a completely unknown value or writes null.
        var json = value.IsEmpty ? "null"u8 : value;
        if (unknown is null && json.SequenceEqual("null"u8)) return RedactedJson.Null;
        return RedactedJson.FromCanonical(store.Copy(canonical.Write(json, sensitive, unknown, isAfter)));
    }

    private PlanValue? ReadImport(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != '{') return null;
        var import = JsonOutline.Of(json);
        if (PlanJson.Flag(import["unknown"u8]) == true) return PlanValue.Unknown.Value;
        if (PlanJson.Text(import["id"u8]) is { } id) return new PlanValue.Text(id);
        return import["identity"u8] is [(byte)'{', ..] identity
            ? Redact(identity, sensitive: null, unknown: null).Value() : PlanValue.Null.Value;
    }

    internal sealed record Change
    {
        public IReadOnlyList<string> Actions { get; init; } = [];

        public RedactedJson Before { get; init; }

        public RedactedJson After { get; init; }

        public IReadOnlyList<string> ReplacePaths { get; init; } = [];

        public PlanValue? Importing { get; init; }

        /// <summary>Attributes with secret names that are not marked as sensitive.</summary>
        public IReadOnlyList<string> Undeclared { get; init; } = [];
    }
}
