using System.Buffers;
using System.Text.Json;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Registry;

/// <summary>
/// Reads a state as <c>terraform show -json</c> prints it, or a state file of version 4. Only the fields of
/// <see cref="StateResource"/> leave the reader.
/// </summary>
public static class StateReader
{
    private const int MaxDepth = 256;
    private const string HowTo = "Create it with `terraform show -json > state.json`.";

    private static readonly SearchValues<byte> Spaces = SearchValues.Create(" \t\r\n"u8);

    /// <param name="name">For messages.</param>
    public static Validated<StateResources> Read(string name, ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        if (utf8.Span.IndexOfAnyExcept(Spaces) < 0) return Problem(name, $"is empty. {HowTo}");
        if (utf8.Span.StartsWith("version https://git-lfs"u8))
            return Problem(name, "is a Git LFS pointer, not the state itself. Fetch the file with `git lfs pull`.");
        try
        {
            using var document = JsonDocument.Parse(utf8, new() { MaxDepth = MaxDepth });
            return Read(name, document.RootElement);
        }
        catch (JsonException failure)
        {
            return Problem(name, string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"is not complete JSON (line {failure.LineNumber + 1}). {HowTo}"));
        }
        catch (StateFormatException failure)
        {
            return Problem(name, failure.Message);
        }
    }

    private static Validated<StateResources> Read(string name, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return Problem(name, $"is not a state. {HowTo}");
        if (root.TryGetProperty("encrypted_data", out _))
            return Problem(name, "is an encrypted state. Pass the output of `tofu show -json` instead.");
        if (root.TryGetProperty("planned_values", out _) || root.TryGetProperty("resource_changes", out _))
            return Problem(name, $"is a plan, not a state. {HowTo}");
        if (root.TryGetProperty("format_version", out _)) return ShownState.Read(root);
        if (!root.TryGetProperty("version", out var version)) return Problem(name, $"is not a state. {HowTo}");
        if (version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == 4)
            return StateFile.Read(root);
        return root.TryGetProperty("backend", out _)
            ? Problem(name, $"is Terraform's record of the backend, not a state. {HowTo}")
            : Problem(name,
                $"has state format version {VisibleText.Of(version.GetRawText())}, but only version 4 can be read. " +
                HowTo);
    }

    private static Problem Problem(string name, string what) => new(name, $"{name} {what}");
}
