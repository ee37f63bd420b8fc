using System.Text.Json;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>A plan of 20,000 objects, generated once by the real terraform.</summary>
internal static class BigPlan
{
    public static string Ensure(string folder)
    {
        var plan = Path.Combine(folder, "plan.json");
        if (File.Exists(plan)) return plan;
        Console.Error.WriteLine("terraform makes the plan (about half a minute)");
        Measured.Start("sh", [Repository.PathOf("tests", "TfPilot.Benchmarks", "big-plan.sh"), folder]);
        return plan;
    }

    /// <summary>
    /// The same plan with a <c>prior_state</c> that contains all its objects, as for an older stack, repeated this many
    /// times.
    /// </summary>
    public static string WithState(string plan, int copies)
    {
        var path = Path.ChangeExtension(plan, $".state-{copies}.json");
        if (File.Exists(path)) return path;
        var text = File.ReadAllBytes(plan);
        using var document = JsonDocument.Parse(text);
        var objects = document.RootElement.GetProperty("planned_values").GetProperty("root_module")
            .GetProperty("resources").GetRawText();
        using var file = new StreamWriter(path);
        file.Write("""{"prior_state":{"format_version":"1.0","values":{"root_module":{"resources":""");
        file.Write($"[{string.Join(',', Enumerable.Repeat(objects[1..^1], copies))}]");
        file.Write("}}},");
        file.Flush();
        file.BaseStream.Write(text.AsSpan(1));
        return path;
    }
}
