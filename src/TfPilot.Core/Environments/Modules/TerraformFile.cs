using System.Text.RegularExpressions;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>The facts that one configuration file states about its module, as far as it can be parsed.</summary>
public sealed partial record TerraformFile
{
    /// <summary>Whether it configures a backend or cloud block, which only root modules do.</summary>
    public bool HasBackend { get; init; }

    /// <summary>Whether it configures a provider, which called modules usually leave to their callers.</summary>
    public bool HasProvider { get; init; }

    /// <summary>Whether it has blocks, and all declare only: variables, providers, versions, moves.</summary>
    public bool OnlyDeclares { get; init; }

    /// <summary>Whether it has resources, data sources or module calls.</summary>
    public bool HasResources { get; init; }

    /// <summary>Whether it has any block.</summary>
    public bool HasBlocks { get; init; }

    /// <summary>The local names of the providers that it requires, configures or uses through resources.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The sources of its module calls, as written.</summary>
    public IReadOnlyList<string> ModuleSources { get; init; } = [];

    /// <summary>Whether a module source is an expression and may be any module.</summary>
    public bool HasUnknownSource { get; init; }

    /// <summary>The constraint for the version of Terraform itself; null when there is none.</summary>
    public string? RequiredVersion { get; init; }

    /// <summary>Whether it refers to workspaces, so that variable files are probably named after them.</summary>
    public bool NamesWorkspaces { get; init; }

    /// <summary>Whether a text or a pattern in it may name a file of variables.</summary>
    public bool ReadsVariableFiles { get; init; }

    /// <summary>The state that its backend block names; null without one.</summary>
    public StateAddress? State { get; init; }

    /// <summary>The states that it reads with <c>terraform_remote_state</c>.</summary>
    public IReadOnlyList<StateAddress> ReadStates { get; init; } = [];

    public static TerraformFile Read(string path, string text) =>
        (path.EndsWith(".json", StringComparison.Ordinal) ? TerraformJson.Read(text) : ReadHcl(path, text)) with
        {
            RequiredVersion = Required().Match(text) is { Success: true } required
                ? required.Groups["constraint"].Value : null,
        };

    /// <summary>The provider implied by the name of a resource type.</summary>
    internal static string ProviderOf(string type) => type.Split('_')[0];

    internal static bool IsUnknown(string? source) => source?.Contains("${", StringComparison.Ordinal) != false;

    /// <summary>Whether a block of the kind plans nothing by itself; a backend is told apart.</summary>
    internal static bool IsDeclaration(string block) => block is "variable" or "provider" or "terraform" or "moved";

    internal static bool IsResource(string block) => block is "resource" or "data" or "module" or "ephemeral";

    private static TerraformFile ReadHcl(string path, string text)
    {
        var blocks = HclOpenings.Of(text).ToList();
        var calls = HclBlocks.Read(path, text)
            .Where(block => block.Attributes.ContainsKey("source")
                && block.Path.StartsWith("module.", StringComparison.Ordinal)).ToList();
        var (state, reads) = StateBlocks.Read(text);
        var kinds = blocks.Where(block => block.Within.Length == 0).Select(block => block.Name).ToList();
        return new()
        {
            HasBlocks = kinds.Count > 0,
            OnlyDeclares = kinds.Count > 0 && kinds.TrueForAll(IsDeclaration),
            HasResources = kinds.Exists(IsResource),
            HasBackend = blocks.Exists(block => block is { Within: "terraform", Name: "backend" or "cloud" }),
            HasProvider = blocks.Exists(block => block is { Within: "", Name: "provider" }),
            Providers = [.. blocks.Select(ProviderOf).OfType<string>().Distinct()],
            ModuleSources = [.. calls.Select(call => call.ModuleSource).Where(source => !IsUnknown(source))
                .OfType<string>()],
            NamesWorkspaces = text.Contains("terraform.workspace", StringComparison.Ordinal)
                || blocks.Exists(
                    block => block is { Name: "workspaces", Within: "terraform.backend" or "terraform.cloud" }),
            ReadsVariableFiles = NamesVariableFiles(text),
            State = state,
            ReadStates = reads,
            HasUnknownSource = calls.Exists(call => IsUnknown(call.ModuleSource)),
        };
    }

    /// <summary>A text that holds "tfvars", or a set of files, which may contain any.</summary>
    internal static bool NamesVariableFiles(string text) =>
        (text.Contains("tfvars", StringComparison.Ordinal) || text.Contains("fileset", StringComparison.Ordinal))
        && HclTokens.Of(text).Any(token =>
            (token.Kind == HclTokenKind.Text && token.Value.Contains("tfvars", StringComparison.Ordinal))
            || (token.Kind == HclTokenKind.Word && token.Value == "fileset"));

    private static string? ProviderOf(HclOpening block) => block switch
    {
        { Within: "terraform.required_providers" } => block.Name,
        { Within: "", Name: "provider" } => block.Label,
        { Within: "", Name: "resource" or "data", Label: { } type } => ProviderOf(type),
        _ => null,
    };

    /// <summary>On a line of its own, in both syntaxes; a comment does not begin with it.</summary>
    [GeneratedRegex(
        @"^[ \t]*""?required_version""?[ \t]*[=:][ \t]*""(?<constraint>[^""\n]{1,200})""",
        RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Required();
}
