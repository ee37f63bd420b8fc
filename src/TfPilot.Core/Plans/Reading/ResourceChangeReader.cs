using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>Reads entries of <c>resource_changes</c>, <c>resource_drift</c> and <c>deferred_changes</c>.</summary>
internal sealed class ResourceChangeReader(ChangeReader changes)
{
    private readonly Memo<string?> types = new(PlanJson.Text);
    private readonly Memo<string?> providers = new(PlanJson.Text);
    private readonly List<UnmarkedSecret> undeclared = [];

    /// <summary>
    /// The attributes of the entries read so far that are secrets by name or type although the plan does not mark them
    /// as sensitive.
    /// </summary>
    public IReadOnlyList<UnmarkedSecret> Undeclared => undeclared;

    /// <summary>Reads one entry; its values are redacted but not yet masked.</summary>
    /// <param name="list">The plan's list that contains the entry, for messages.</param>
    /// <param name="keepNoOp">Whether to keep the before and after values of a no-op; drift needs them.</param>
    public ResourceChange Read(OutlinedObject entry, string list, int index, bool keepNoOp = false)
    {
        var address = PlanJson.Text(entry["address"u8]) ?? AddressFromParts(entry);
        if (address is null || entry["change"u8].IsEmpty)
        {
            throw new PlanFormatException(
                $"is not a plan this version can read: {list}[{index}] has no " +
                    $"{(address is null ? "address" : "change")}.");
        }

        var previous = PlanJson.Text(entry["previous_address"u8]);
        var type = types.Of(entry["type"u8]) ?? "";
        var change = changes.Read(
            entry.Member("change"u8), type, keepNoOp || (previous is not null && previous != address));
        if (change.Undeclared.Count > 0)
            undeclared.AddRange(change.Undeclared.Select(attribute => new UnmarkedSecret(address, attribute)));
        return new ResourceChange
        {
            Address = new(address),
            PreviousAddress = previous is null ? null : new ResourceAddress(previous),
            IsData = entry["mode"u8].SequenceEqual("\"data\""u8),
            Type = type,
            Provider = providers.Of(entry["provider_name"u8]) ?? "",
            Action = PlanActions.Of(change.Actions),
            Actions = change.Actions,
            Reason = PlanJson.Text(entry["action_reason"u8]),
            Deposed = PlanJson.Text(entry["deposed"u8]),
            Importing = change.Importing,
            ReplacePaths = change.ReplacePaths,
            Before = change.Before,
            After = change.After,
        };
    }

    /// <summary>Terraform 1.0 wrote drift without addresses.</summary>
    private static string? AddressFromParts(OutlinedObject entry)
    {
        if (PlanJson.Text(entry["type"u8]) is not { } type || PlanJson.Text(entry["name"u8]) is not { } name)
            return null;
        var module = PlanJson.Text(entry["module_address"u8]) is { } path ? path + "." : "";
        var mode = entry["mode"u8].SequenceEqual("\"data\""u8) ? "data." : "";
        var index = entry["index"u8].IsEmpty ? "" : $"[{Encoding.UTF8.GetString(entry["index"u8])}]";
        return $"{module}{mode}{type}.{name}{index}";
    }

    /// <summary>Returns the entry with every value masked that contains a secret of its plan.</summary>
    public static ResourceChange Mask(ResourceChange change, Secrets secrets)
    {
        if (secrets.IsEmpty) return change;
        var (before, after) = secrets.Mask(change.Before, change.After);
        return change with
        {
            Before = before,
            After = after,
            Importing = change.Importing is { } id ? secrets.Mask(id) : null
        };
    }
}
