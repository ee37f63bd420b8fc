using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TfPilot.Core.Tests.House.Folders;

/// <summary>
/// Finds the source files that use a type, or call an extension method, declared in another one. Names in syntax trees
/// are resolved in the scope of their type; bodies are not bound, which would take minutes. Only declarations in the
/// given sources count.
/// </summary>
internal sealed class SourceUses
{
    private readonly CSharpCompilation compilation;
    private readonly HashSet<string> types;
    private readonly Dictionary<string, (string Namespace, string Path)> extensions;

    private SourceUses(IReadOnlyList<SyntaxTree> trees)
    {
        compilation = CSharpCompilation.Create("sources", trees);
        var nodes = trees.AsParallel()
            .SelectMany(tree => tree.GetRoot().DescendantNodes(node => node is not BlockSyntax)).ToList();
        types = [.. nodes.Select(NameOf).OfType<string>()];
        var methods = nodes.OfType<MethodDeclarationSyntax>().ToLookup(method => method.Identifier.Text);
        extensions = methods.Where(
            same => same.All(IsExtension) && same.Select(method => method.SyntaxTree).Distinct().Count() == 1)
            .ToDictionary(same => same.Key, same => (NamespaceOf(same.First()), same.First().SyntaxTree.FilePath));
    }

    public static IReadOnlyCollection<FileUse> Of(IEnumerable<(string Path, string Text)> sources) =>
        Of([.. sources.Select(one => SourceTrees.Parse(one.Path, one.Text))]);

    public static IReadOnlyCollection<FileUse> Of(IReadOnlyList<SyntaxTree> trees)
    {
        var uses = new SourceUses(trees);
        return [.. trees.AsParallel().SelectMany(uses.In)];
    }

    private static string? NameOf(SyntaxNode node) =>
        node is BaseTypeDeclarationSyntax type ? type.Identifier.Text
        : (node as DelegateDeclarationSyntax)?.Identifier.Text;

    private static bool IsExtension(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters is [var first, ..] && first.Modifiers.Any(SyntaxKind.ThisKeyword);

    private static string NamespaceOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Name.ToString() ?? "";

    private IEnumerable<FileUse> In(SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        var names = tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().ToList();
        var named = names.Where(name => types.Contains(name.Identifier.Text) && !IsMember(name))
            .DistinctBy(name => (TypeOf(name), name.Identifier.Text, SyntaxFacts.IsInTypeOnlyContext(name)))
            .SelectMany(name => Declarations(name, model));
        var called = names.Where(name => name.Parent is { Parent: InvocationExpressionSyntax } && IsMember(name))
            .SelectMany(Extensions);
        return named.Concat(called).Distinct().Where(path => path != tree.FilePath)
            .Select(path => new FileUse(tree.FilePath, path)).ToList();
    }

    /// <summary>
    /// The extension method with this name that a using directive or the namespace of the file makes visible.
    /// </summary>
    private IEnumerable<string> Extensions(SimpleNameSyntax name)
    {
        if (!extensions.TryGetValue(name.Identifier.Text, out var method)) return [];
        var here = NamespaceOf(name);
        var isKnown = here == method.Namespace || here.StartsWith($"{method.Namespace}.", StringComparison.Ordinal)
            || method.Namespace.Length == 0
            || ((CompilationUnitSyntax)name.SyntaxTree.GetRoot()).Usings.Any(
                used => used.Name?.ToString() == method.Namespace);
        return isKnown ? [method.Path] : [];
    }

    /// <summary>Whether the name follows or qualifies the name of an object.</summary>
    private static bool IsMember(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        MemberBindingExpressionSyntax or NameColonSyntax => true,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax or WithExpressionSyntax } assignment =>
            assignment.Left == name,
        _ => name.FirstAncestorOrSelf<ExpressionColonSyntax>()?.Expression.Contains(name) == true,
    };

    private static BaseTypeDeclarationSyntax? TypeOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>();

    private static IEnumerable<string> Declarations(SimpleNameSyntax name, SemanticModel model)
    {
        var container = (name.Parent as QualifiedNameSyntax)?.Right == name
            ? model.GetSymbolInfo(((QualifiedNameSyntax)name.Parent!).Left).Symbol : null;
        var (place,
            text) = (TypeOf(name)?.OpenBraceToken is { IsMissing: false, Span.Length: > 0 } body ? body.SpanStart
            : name.SpanStart, name.Identifier.Text);
        var found = container is INamespaceOrTypeSymbol within ? [.. within.GetMembers(text)]
            : SyntaxFacts.IsInTypeOnlyContext(name) ? model.LookupNamespacesAndTypes(place, name: text)
            : model.LookupSymbols(place, name: text);
        return found.OfType<INamedTypeSymbol>().SelectMany(type => type.DeclaringSyntaxReferences)
            .Select(reference => reference.SyntaxTree.FilePath);
    }
}
