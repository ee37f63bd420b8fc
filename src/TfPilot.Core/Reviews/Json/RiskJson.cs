using System.Text.Json;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>The risk in the JSON contract.</summary>
internal static class RiskJson
{
    public static void Write(Utf8JsonWriter json, RiskClass risk, int score, RiskLevel level)
    {
        json.WriteString("class", risk.Word());
        json.WriteNumber("score", score);
        json.WriteString("level", level.Word());
    }

    public static void Write(Utf8JsonWriter json, RiskFactor factor)
    {
        json.WriteStartObject();
        json.WriteString("id", factor.Id);
        if (RiskFactors.FormerIdOf(factor.Id) is { } former) json.WriteString("formerId", former);
        json.WriteNumber("points", factor.Points);
        json.WriteString("address", factor.Address?.Text);
        json.WriteString("evidence", factor.Evidence);
        json.WriteEndObject();
    }
}
