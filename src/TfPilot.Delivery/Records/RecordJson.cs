using System.Text.Json;
using System.Text.Json.Serialization;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Registry;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Delivery.Records;

/// <summary>Writes and reads the document <c>tfpilot.record/1</c>.</summary>
public static class RecordDocument
{
    public const string Schema = "tfpilot.record/1";

    /// <summary>The maximum size in bytes.</summary>
    public const int MaxBytes = 32 << 20;

    private const int MaxResources = 200_000;
    private const int MaxNameLength = 200;

    public static byte[] Write(ApplyRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record, RecordJson.Default.ApplyRecord);

    public static Validated<ApplyRecord> Read(string name, ReadOnlySpan<byte> utf8)
    {
        try
        {
            var record = JsonSerializer.Deserialize(utf8, RecordJson.Default.ApplyRecord);
            return record?.Schema == Schema ? Check(name, record)
                : new Problem(name, $"{name} is no {Schema}; use the same version of tfpilot and its App.");
        }
        catch (JsonException failure)
        {
            return new Problem(name, $"{name} is no {Schema}: {VisibleText.Of(failure.Message)}");
        }
    }

    private static Validated<ApplyRecord> Check(string name, ApplyRecord record)
    {
        if (record.Environment.Length is 0 or > MaxNameLength)
            return new Problem("environment", $"{name} names no environment.");
        if (record.Project.Length is 0 or > MaxNameLength) return new Problem("project", $"{name} names no project.");
        if (record.Resources?.Count > MaxResources)
            return new Problem("resources", $"{name} has more than {MaxResources} resources.");
        if (record.Verification?.Checks.Count > VerificationRules.MaxChecks)
            return new Problem(
                "verification", $"{name} has more than {VerificationRules.MaxChecks} checks of the verification.");
        return record;
    }
}

/// <summary>The wire form of records and of the resources in the registry.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters =
    [
        typeof(WordConverter<ApplyStatus>), typeof(WordConverter<ChangeResult>),
        typeof(WordConverter<VerificationStatus>),
    ],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ApplyRecord))]
[JsonSerializable(typeof(StateResource))]
[JsonSerializable(typeof(Verification))]
public sealed partial class RecordJson : JsonSerializerContext;

/// <summary>A case as its name in lower case.</summary>
internal sealed class WordConverter<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
