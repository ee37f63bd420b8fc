using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>A directory of the repository with the id of its git tree, as <c>git rev-parse HEAD:PATH</c> prints it.</summary>
public readonly record struct TreeId(string Path, string Id)
{
    /// <summary>Reads <c>PATH=GITID</c>; null when it is not of that form (the id is 40 or 64 hexadecimal digits).</summary>
    public static TreeId? Parse(string text)
    {
        var at = text.LastIndexOf('=');
        var id = text[(at + 1)..];
        return at > 0 && id.Length is 40 or 64 && id.All(char.IsAsciiHexDigit) ? new TreeId(text[..at], id.ToLowerInvariant()) : null;
    }
}

/// <summary>
/// What an approval binds to: equal for plans that do the same, whatever the order of their parts, the time they were made, the version
/// that made them or what else the state holds; different as soon as anything would be done differently.
/// </summary>
public static class PlanFingerprint
{
    private const string Version = "tfpilot.fingerprint/1";

    /// <summary>
    /// Whether the plan hides something that the configuration's digest may not show: changed attributes that are sensitive, masked or
    /// unknown, provisioners, <c>external</c> data, action invocations. Only then do the git trees belong to the fingerprint.
    /// </summary>
    public static bool NeedsTrees(Plan plan) =>
        plan.Configuration.RunsCommands
        || plan.Invocations.Count > 0
        || plan.Changes.Any(change => Hides(change.After))
        || plan.Outputs.Any(output => Hides(output.After));

    /// <summary><c>fp:</c> and 64 hexadecimal digits. <paramref name="trees"/> are the project's directory and its local modules, in any order.</summary>
    public static string Of(Plan plan, string? environment, IReadOnlyList<TreeId> trees)
    {
        using var hash = new Fold(plan.Timestamp);
        hash.Add(Version, environment ?? "", plan.Configuration.Digest, plan.Errored ? "errored" : "", plan.Complete ? "" : "incomplete");
        foreach (var change in plan.Changes.OrderBy(Key, StringComparer.Ordinal)) hash.Add(change);
        foreach (var output in plan.Outputs.OrderBy(output => output.Name, StringComparer.Ordinal))
        {
            hash.Add("output", output.Name, output.Action.Word());
            hash.Add(output.Before);
            hash.Add(output.After);
        }

        foreach (var deferred in plan.Deferred.OrderBy(deferred => Key(deferred.Change), StringComparer.Ordinal))
        {
            hash.Add("deferred", deferred.Reason);
            hash.Add(deferred.Change);
        }

        foreach (var action in plan.Invocations.OrderBy(action => $"{action.Address} {action.TriggeredBy} {action.Event}", StringComparer.Ordinal))
        {
            hash.Add("action", action.Address, action.Type, action.TriggeredBy ?? "", action.Event ?? "", action.Deferred ? "deferred" : "");
            hash.Add(action.Config);
        }

        if (NeedsTrees(plan))
        {
            foreach (var tree in trees.Distinct().OrderBy(tree => tree.Path, StringComparer.Ordinal).ThenBy(tree => tree.Id, StringComparer.Ordinal)) hash.Add("tree", tree.Path, tree.Id);
        }

        return hash.Result();
    }

    private static string Key(ResourceChange change) => change.Deposed is null ? change.Address.Text : $"{change.Address} {change.Deposed}";

    private static bool Hides(RedactedJson value) =>
        value.Mentions(Markers.Unknown) || value.Mentions(Markers.SensitiveChanged) || value.Mentions(Markers.Masked);

    /// <summary>A SHA-256 over length-prefixed parts, so that no two lists of parts look alike.</summary>
    private sealed class Fold(string? timestamp) : IDisposable
    {
        private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] pending = new byte[16 * 1024];
        private int waiting;
        private readonly byte[] made = timestamp is null ? [] : Encoding.UTF8.GetBytes($"\"{timestamp}\"");

        public void Add(params ReadOnlySpan<string> parts)
        {
            foreach (var part in parts) Add(Encoding.UTF8.GetBytes(part));
        }

        public void Add(ResourceChange change)
        {
            Add("change", change.Address.Text, change.PreviousAddress?.Text ?? "", change.Deposed ?? "", change.Type, change.Provider);
            Add(string.Join(',', change.Actions), string.Join(',', change.ReplacePaths.Order(StringComparer.Ordinal)));
            Add(change.Importing is { } id ? CanonicalText.Of(id) : "");
            if (change.Before.IsNull || change.After.IsNull)
            {
                Add(change.Before);
                Add(change.After);
                return;
            }

            foreach (var attribute in change.AttributeChanges())
            {
                Add(attribute.Path);
                Add(Normal(Encoding.UTF8.GetBytes(CanonicalText.Of(attribute.Before))));
                Add(Normal(Encoding.UTF8.GetBytes(CanonicalText.Of(attribute.After))));
            }
        }

        public void Add(RedactedJson value) => Add(Normal(value.Utf8));

        public string Result()
        {
            sha.AppendData(pending.AsSpan(0, waiting));
            return "fp:" + Convert.ToHexStringLower(sha.GetHashAndReset());
        }

        public void Dispose() => sha.Dispose();

        private void Add(ReadOnlySpan<byte> part)
        {
            // Small parts wait, because a call into the hash costs more than they do.
            if (part.Length + sizeof(int) > pending.Length - waiting)
            {
                sha.AppendData(pending.AsSpan(0, waiting));
                waiting = 0;
            }

            BinaryPrimitives.WriteInt32LittleEndian(pending.AsSpan(waiting), part.Length);
            waiting += sizeof(int);
            if (part.Length <= pending.Length - waiting)
            {
                part.CopyTo(pending.AsSpan(waiting));
                waiting += part.Length;
                return;
            }

            sha.AppendData(pending.AsSpan(0, waiting));
            sha.AppendData(part);
            waiting = 0;
        }

        /// <summary>What <c>plantimestamp()</c> put into a value is the time of planning and no change of its own.</summary>
        private ReadOnlySpan<byte> Normal(ReadOnlySpan<byte> value) => made.Length == 0 || value.IndexOf(made) < 0
            ? value
            : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value).Replace($"\"{timestamp}\"", "{\"$\":\"timestamp\"}", StringComparison.Ordinal));
    }
}
