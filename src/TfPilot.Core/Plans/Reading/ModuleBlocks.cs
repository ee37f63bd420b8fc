namespace TfPilot.Core.Plans;

/// <summary>
/// The declarations and references of one module, as needed for dependencies. References are Terraform's own strings.
/// </summary>
internal sealed class ModuleBlocks(string path, ModuleBlocks? parent)
{
    /// <summary>The module's address without keys; empty for the root module.</summary>
    public string Path { get; } = path;

    public ModuleBlocks? Parent { get; } = parent;

    /// <summary>
    /// Resource blocks by their address within the module (<c>aws_vpc.main</c>, <c>data.aws_ami.base</c>), with their
    /// references.
    /// </summary>
    public Dictionary<string, IReadOnlyList<string>> Resources { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<string>> Outputs { get; } = new(StringComparer.Ordinal);

    /// <summary>For each input variable, the references in the caller's expression, in the parent's scope.</summary>
    public Dictionary<string, IReadOnlyList<string>> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The references of the module call, in the parent's scope: <c>depends_on</c>, <c>count</c>, <c>for_each</c>.
    /// </summary>
    public List<string> CallReferences { get; } = [];

    public Dictionary<string, ModuleBlocks> Children { get; } = new(StringComparer.Ordinal);

    public string Address(string resource) => Path.Length == 0 ? resource : $"{Path}.{resource}";

    public IEnumerable<ModuleBlocks> WithDescendants() =>
        Children.Values.SelectMany(child => child.WithDescendants()).Prepend(this);
}
