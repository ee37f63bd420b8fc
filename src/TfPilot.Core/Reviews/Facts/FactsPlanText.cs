using System.Text.Json;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>The member <c>planText</c> of a project's facts.</summary>
internal static class FactsPlanText
{
    public static void Write(Utf8JsonWriter json, RedactedText text)
    {
        json.WriteStartObject("planText");
        if (text is RedactedText.Shown shown)
        {
            json.WriteString("text", shown.Text);
            json.WriteNumber("moreLines", shown.MoreLines);
        }
        else if (text is RedactedText.LeftOut left) json.WriteString("leftOut", left.Reason);

        json.WriteEndObject();
    }

    /// <summary>The limit holds for facts of other programs too.</summary>
    public static RedactedText Read(FactsNode text)
    {
        if (text.TextOrNull("leftOut") is { } reason) return new RedactedText.LeftOut(reason);
        var shown = RedactedText.Of(text.Text("text").Split('\n'));
        return shown with { MoreLines = shown.MoreLines + Math.Max(0, text.Number("moreLines")) };
    }
}
