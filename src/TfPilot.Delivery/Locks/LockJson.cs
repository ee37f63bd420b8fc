using System.Text.Json.Serialization;

namespace TfPilot.Delivery.Locks;

/// <summary>The stored form of claims.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Claim))]
public sealed partial class LockJson : JsonSerializerContext;
