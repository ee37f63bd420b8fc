namespace TfPilot.Core.Plans;

/// <summary>Inspects the next value with a copy of the cursor; the caller's cursor does not move.</summary>
internal static class JsonLookahead
{
    /// <summary>
    /// The number of unknown set elements that the plan omits, as Terraform up to 1.2 does; there are then more marks
    /// than values.
    /// </summary>
    public static int OmittedElements(JsonCursor cursor, Marks? unknown)
    {
        var whole = unknown?.Items.Count(item => item is { CoversAll: true }) ?? 0;
        if (whole == 0) return 0;
        var values = 0;
        cursor.Step();
        for (; cursor.Peek() != ']'; values++) cursor.Skip();
        return values + whole == unknown!.Items.Count ? whole : 0;
    }

    /// <summary>
    /// Whether the value would reveal a secret: a text or list of texts that is more than a reference to a secret.
    /// </summary>
    public static bool ShowsSecret(JsonCursor cursor, bool isWhole)
    {
        var first = cursor.Peek();
        if (first == '"') return !SecretNames.IsReference(PlanJson.Text(cursor.String(out _))!);
        if (first is not ((byte)'[' or (byte)'{')) return false;
        cursor.Step();
        var inner = cursor.Peek();
        return isWhole ? inner is not ((byte)']' or (byte)'}') : first == '[' && inner == '"';
    }
}
