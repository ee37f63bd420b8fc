using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.House;

public class PurityTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags
        .DeclaredOnly;

    private static readonly Assembly Core = typeof(Plan).Assembly;

    private static readonly string[] KnownAssemblies =
    [
        "NodaTime", "Scriban.Signed", "System.Collections", "System.Collections.Concurrent",
        "System.Collections.Immutable",
        "System.Linq", "System.Memory",
        "System.Runtime", "System.Runtime.InteropServices", "System.Security.Cryptography",
        "System.Text.Encoding.Extensions", "System.Text.Encodings.Web", "System.Text.Json",
        "System.Text.RegularExpressions", "YamlDotNet",
    ];

    private static readonly string[] Impure =
    [
        "System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask", "System.Threading.Thread",
        "System.Threading.Timer",
        "System.IO.FileSystemInfo", "System.IO.Stream", "System.Net.Http.HttpMessageInvoker",
        "System.Net.Sockets.Socket",
        "System.TimeProvider", "System.Random", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch",
    ];

    [Fact]
    public void Core_references_only_known_pure_assemblies()
    {
        var references = Core.GetReferencedAssemblies().Select(assembly => assembly.Name!);

        references.Should().BeSubsetOf(KnownAssemblies);
    }

    [Fact]
    public void No_Core_member_exposes_an_impure_type() => ImpureMembers(Core.GetTypes()).Should().BeEmpty();

    [Fact]
    public void Core_has_no_mutable_static_state_except_the_work_budget() =>
    MutableStatics(Core.GetTypes()).Should().Equal("WorkBudget.current");

    [Fact]
    public void An_impure_type_is_found()
    {
        Type[] types = [typeof(Sample)];

        ImpureMembers(types).Should().BeEquivalentTo("Sample.Later", "Sample.Where", "Sample.clocks");
        MutableStatics(types).Should().BeEquivalentTo("Sample.count");
    }

    [Fact]
    public void The_compiler_enforces_the_banned_symbols()
    {
        var project = XDocument.Parse(RepositoryFiles.Read("src/TfPilot.Core/TfPilot.Core.csproj"));

        var wired = project.Descendants()
            .Select(element => (element.Name.LocalName, element.Attribute("Include")?.Value));
        var silencers = RepositoryFiles.Of("src/TfPilot.Core/", "").Append(".editorconfig")
            .Append("Directory.Build.props")
            .Where(path => RepositoryFiles.Read(path).Contains("RS0030", StringComparison.Ordinal));

        wired.Should()
            .Contain(
                [("AdditionalFiles", "BannedSymbols.txt"),
                    ("PackageReference", "Microsoft.CodeAnalysis.BannedApiAnalyzers")]);
        silencers.Should().BeEmpty();
    }

    private static IEnumerable<string> ImpureMembers(IEnumerable<Type> types) =>
        from type in types
        from member in type.GetMembers(Declared)
        where Signature(member).SelectMany(Parts).Any(IsImpure)
        select $"{type.Name}.{member.Name}";

    private static IEnumerable<string> MutableStatics(IEnumerable<Type> types) =>
        from type in types
        where !IsGenerated(type)
        from field in type.GetFields(Declared)
        where field is { IsStatic: true, IsInitOnly: false, IsLiteral: false } && !IsGenerated(field)
        select $"{type.Name}.{field.Name}";

    private static IEnumerable<Type> Signature(MemberInfo member) => member switch
    {
        MethodInfo method =>
            method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type type) =>
        (type.HasElementType ? [type.GetElementType()!] : type.GetGenericArguments()).SelectMany(Parts).Append(type);

    private static bool IsImpure(Type type) =>
        Impure.Contains((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName?.Split('`')[0])
        || (type.BaseType is { } parent && IsImpure(parent));

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute))
        || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))
        || (member.DeclaringType is { } outer && IsGenerated(outer));

#pragma warning disable CS0169, CS0649, CS0414, CA1823, CA1852 // The sample exists to be looked at.
    private class Sample
    {
        private static readonly int Constant = 1;
        private static int count;
        private readonly List<TimeProvider[]>? clocks;

        internal static Task<int> Later() => Task.FromResult(Constant);

        internal static void Where(FileInfo file) => count = file.Name.Length;
    }
#pragma warning restore CS0169, CS0649, CS0414, CA1823, CA1852
}
