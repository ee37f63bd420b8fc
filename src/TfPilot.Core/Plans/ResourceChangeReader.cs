using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>Reads entries of <c>resource_changes</c>, <c>resource_drift</c> and <c>deferred_changes</c>.</summary>
internal sealed class ResourceChangeReader(Secrets secrets)
{
    private static readonly string[] Names =
        ["address", "mode", "type", "provider_name", "change", "action_reason", "previous_address", "deposed"];

    private readonly ChangeReader changes = new(secrets);
    private readonly Memo<string?> types = new(PlanJson.Text);
    private readonly Memo<string?> providers = new(PlanJson.Text);

    /// <summary>One entry, redacted but not yet masked.</summary>
    /// <param name="where">The entry's place in the plan, for messages.</param>
    /// <param name="keepNoOp">Keep what a no-op is before and after, as drift needs it.</param>
    public ResourceChange Read(ReadOnlySpan<byte> json, string where, bool keepNoOp = false)
    {
        string? address = null, type = null, provider = null, reason = null, previous = null, deposed = null;
        var isData = false;
        ReadOnlySpan<byte> inner = default;
        var members = new JsonMembers(json);
        while (members.Next(Names))
        {
            switch (members.Name)
            {
                case "address": address = PlanJson.Text(members.Value); break;
                case "mode": isData = members.Value.SequenceEqual("\"data\""u8); break;
                case "type": type = types.Of(members.Value); break;
                case "provider_name": provider = providers.Of(members.Value); break;
                case "change": inner = members.Value; break;
                case "action_reason": reason = PlanJson.Text(members.Value); break;
                case "previous_address": previous = PlanJson.Text(members.Value); break;
                case "deposed": deposed = PlanJson.Text(members.Value); break;
            }
        }

        address ??= AddressFromParts(json);
        if (address is null || inner.IsEmpty) throw new PlanFormatException($"is not a plan this version can read: {where} has no {(address is null ? "address" : "change")}.");
        var change = changes.Read(inner, keepNoOp || (previous is not null && previous != address));
        return new ResourceChange
        {
            Address = new(address),
            PreviousAddress = previous is null ? null : new ResourceAddress(previous),
            IsData = isData,
            Type = type ?? "",
            Provider = provider ?? "",
            Action = PlanActions.Of(change.Actions),
            Actions = change.Actions,
            Reason = reason,
            Deposed = deposed,
            Importing = change.Importing,
            ReplacePaths = change.ReplacePaths,
            Before = change.Before,
            After = change.After,
        };
    }

    /// <summary>Terraform 1.0 wrote drift without addresses.</summary>
    private static string? AddressFromParts(ReadOnlySpan<byte> json)
    {
        string? module = null, type = null, name = null;
        var (mode, index) = ("", "");
        var members = new JsonMembers(json);
        while (members.Next())
        {
            switch (members.Name)
            {
                case "module_address": module = PlanJson.Text(members.Value) + "."; break;
                case "mode" when members.Value.SequenceEqual("\"data\""u8): mode = "data."; break;
                case "type": type = PlanJson.Text(members.Value); break;
                case "name": name = PlanJson.Text(members.Value); break;
                case "index": index = $"[{Encoding.UTF8.GetString(members.Value)}]"; break;
            }
        }

        return type is null || name is null ? null : $"{module}{mode}{type}.{name}{index}";
    }

    /// <summary>The same entry with every value masked that equals a secret of its plan.</summary>
    public static ResourceChange Mask(ResourceChange change, Secrets secrets) => secrets.IsEmpty ? change : change with
    {
        Before = secrets.Mask(change.Before),
        After = secrets.Mask(change.After),
        Importing = change.Importing is PlanValue.Text { Value: var id } && secrets.Mask(id) != id ? PlanValue.Masked.Value : change.Importing,
    };
}
