using System.Text.Json;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>The configuration in the facts: provisioners, sources, and dependencies.</summary>
internal static class FactsConfiguration
{
    public static void Write(Utf8JsonWriter json, Plan plan)
    {
        var facts = plan.Configuration;
        json.WriteStartObject("configuration");
        json.WriteString("digest", facts.Digest);
        json.WriteBoolean("runsCommands", facts.RunsCommands);
        FactsWriter.WriteAll(json, "providers", facts.Providers, (writer, provider) =>
        {
            writer.WriteString("key", provider.Key);
            writer.WriteString("source", provider.Source);
            writer.WriteString("module", provider.ModuleAddress);
            FactsWriter.WriteText(writer, "version", provider.VersionConstraint);
            FactsWriter.WriteValue(writer, "expressions", provider.Expressions);
        });
        FactsWriter.WriteAll(json, "modules", facts.Modules, (writer, module) =>
        {
            writer.WriteString("address", module.Address);
            writer.WriteString("source", module.Source);
            FactsWriter.WriteText(writer, "version", module.VersionConstraint);
            FactsWriter.WriteValue(writer, "expressions", module.Expressions);
        });
        json.WriteStartObject("providerKeys");
        foreach (var (block, key) in facts.ProviderKeys) json.WriteString(block, key);
        json.WriteEndObject();
        json.WriteStartObject("dependants");
        foreach (var block in plan.Graph.Blocks) FactsWriter.WriteTexts(json, block, plan.Graph.DependantsOf(block));
        json.WriteEndObject();
        json.WriteBoolean("hiddenEdges", plan.Graph.HasHiddenEdges);
        json.WriteEndObject();
    }

    public static (ConfigurationFacts Facts, DependencyGraph Graph) Read(FactsNode node)
    {
        var facts = new ConfigurationFacts
        {
            Digest = node.Text("digest"),
            RunsCommands = node.Flag("runsCommands"),
            Providers = node.Items("providers", provider => new ProviderConfiguration(
                provider.Text("key"), provider.Text("source"), provider.Text("module"), provider.TextOrNull("version"),
                provider.Value("expressions"))),
            Modules = node.Items("modules", module => new ModuleCall(
                module.Text("address"), module.Text("source"), module.TextOrNull("version"),
                module.Value("expressions"))),
            ProviderKeys = node.Members("providerKeys", key => key.AsText()),
        };
        return (facts,
            new DependencyGraph(node.Members("dependants", users => users.AsTexts()), node.Flag("hiddenEdges")));
    }
}
