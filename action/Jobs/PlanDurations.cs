using System.Buffers;
using System.Globalization;
using System.Text.Json;
using TfPilot.Action.Inputs;

namespace TfPilot.Action.Jobs;

/// <summary>
/// The duration of plans in seconds, by project and environment, used to balance the jobs of the next run. Unreadable
/// entries are ignored, because nothing else depends on them.
/// </summary>
internal static class PlanDurations
{
    /// <summary>The file that the plan job writes next to the facts.</summary>
    public const string FileName = "seconds";

    public const string File = "durations.json";
    private const double MaxSeconds = 86_400;

    public static IReadOnlyDictionary<string, double> Read(string? path)
    {
        var seconds = new Dictionary<string, double>(StringComparer.Ordinal);
        if (path is null || InputFile.ReadText(path, path, "") is not Core.Basics.Validated<string>.Valid(var text))
            return seconds;
        try
        {
            using var json = JsonDocument.Parse(text);
            foreach (var plan in json.RootElement.EnumerateObject()
                .Where(plan => plan.Value.ValueKind == JsonValueKind.Number
                    && plan.Value.GetDouble() is > 0 and <= MaxSeconds))
            {
                seconds[plan.Name] = plan.Value.GetDouble();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            seconds.Clear();
        }

        return seconds;
    }

    /// <summary>The duration that a plan job wrote; null if it is not a number.</summary>
    public static double? Of(string path) =>
        InputFile.ReadText(path, path, "") is Core.Basics.Validated<string>.Valid(var text)
        && double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and <= MaxSeconds ? seconds : null;

    public static byte[] Write(IEnumerable<KeyValuePair<string, double>> seconds)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (label, time) in seconds.OrderBy(plan => plan.Key, StringComparer.Ordinal)) json.WriteNumber(
                label, time);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
