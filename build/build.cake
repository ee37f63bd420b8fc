#load "ImageReference.cs"
#load "Sbom.cs"
#load "TestTotals.cs"
#load "system.cake"

using System.Collections.Concurrent;
using System.Diagnostics;

const string Solution = "tfpilot-actions.sln";
const string Configuration = "Release";
const string Published = "artifacts/publish";
const string Packages = "artifacts/packages";
const string Results = "artifacts/tests";
const string EndToEnd = "TfPilot.EndToEnd.Tests";
const string CommandLine = "TfPilot.Action.Tests";

Context.Environment.WorkingDirectory = MakeAbsolute(Directory(".."));
var totals = TestTotals.Zero;
var failures = new List<string>();

void Run(string command, string arguments, string folder = ".")
{
    var exitCode = StartProcess(Context.Tools.Resolve([command, $"{command}.cmd"]), new ProcessSettings { Arguments = arguments, WorkingDirectory = folder });
    if (exitCode != 0) throw new CakeException($"{command} {arguments} ended with exit code {exitCode}");
}

Task("System").Does(EnsureSystemTools);

Task("Restore").IsDependentOn("System").Does(() => DotNetRestore(Solution));

// Only the tests need the npm packages.
Task("Build").IsDependentOn("Restore").Does(() => Parallel.Invoke(
    () => DotNetBuild(Solution, new() { Configuration = Configuration, NoRestore = true }),
    () => { if (IsInstalled("npm")) Run("npm", "ci --prefer-offline --no-progress", "build/npm"); }));

Task("Format").IsDependentOn("Build").Does(Format);

Task("Publish").IsDependentOn("Build").Does(Publish);

// Two parallel lanes, because a CI runner has two cores. The first lane publishes the program and runs the end-to-end
// tests, which need it and mostly wait. The tests of the command line need it for one comparison, so they are queued
// after the publish. A free lane takes the next of the other steps, the project with the most code first.
Task("Test").IsDependentOn("Build").Does(() =>
{
    CleanDirectory(Results);
    var others = GetFiles("tests/*.Tests/*.csproj").Select(NameOf).Where(name => name is not (EndToEnd or CommandLine)).OrderByDescending(SizeOf);
    var steps = new ConcurrentQueue<Action>([.. others.Select<string, Action>(name => () => Test(name)), Format]);
    Parallel.Invoke(() => { Publish(); steps.Enqueue(() => Test(CommandLine)); Test(EndToEnd); Drain(steps); }, () => Drain(steps));
    if (totals.Ran == 0) failures.Add("no test ran");
});

void Drain(ConcurrentQueue<Action> steps)
{
    while (steps.TryDequeue(out var step)) step();
}

string NameOf(FilePath project) => project.GetFilenameWithoutExtension().ToString();

long SizeOf(string name) => GetFiles($"tests/{name}/**/*.cs").Sum(file => FileSize(file));

// Checks white space only: analyzer findings are build errors, and a test checks the order of usings.
void Format() => Step("format", "format whitespace . --folder --verify-no-changes", "the code is not formatted; run dotnet format");

// Runs once per build, because native compilation takes minutes.
void Publish()
{
    var isNative = CanLink();
    if (!isNative) Warning("Neither clang nor gcc links a program here, so tfpilot is published ready to run instead of native: larger and slower, with the same output.");
    var kind = isNative ? "" : " -p:PublishAot=false";
    Step("publish", $"publish action/TfPilot.Action.csproj -c {Configuration} -o {Published} --nologo{kind}", "the program cannot be published");
}

// Links a test program with the compiler that the SDK chooses, clang before gcc: an installed compiler without the C
// library's development files cannot link.
bool CanLink()
{
    if (!OperatingSystem.IsLinux() || !(IsInstalled("clang") || IsInstalled("gcc"))) return false;
    EnsureDirectoryExists("artifacts");
    var compiler = IsInstalled("clang") ? "clang" : "gcc";
    return StartProcess("sh", new ProcessSettings { Arguments = $"-c \"echo 'int main(void) {{ return 0; }}' | {compiler} -x c - -o artifacts/linked\"" }) == 0;
}

void Test(string name)
{
    var logger = $"--logger \"trx;LogFileName={name}.trx\" --results-directory {Results}";
    Step(name, $"test tests/{name}/{name}.csproj -c {Configuration} --no-build --nologo {logger}", $"{name} failed");
    lock (failures)
    {
        var results = $"{Results}/{name}.trx";
        if (FileExists(results)) totals += TestTotals.Read(XDocument.Load(results));
        else failures.Add($"{name} wrote no result file");
    }
}

// Prints the output of a command after it has ended, so that the output of the two lanes does not mix.
void Step(string name, string arguments, string failure)
{
    var clock = Stopwatch.StartNew();
    var settings = new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true, RedirectStandardError = true };
    var exitCode = StartProcess("dotnet", settings, out var output, out var errors);
    lock (failures)
    {
        foreach (var line in output.Concat(errors)) Console.WriteLine(line);
        Console.WriteLine($"{name}: {clock.Elapsed.TotalSeconds:0} s");
        if (exitCode != 0) failures.Add(failure);
    }
}

// Builds the .NET tool package, which runs on every platform of .NET, and its bill of materials.
Task("Pack").Does(() =>
{
    const string managed = "-p:PublishAot=false -p:PublishTrimmed=false -p:PublishSingleFile=false -p:PublishReadyToRun=false";
    CleanDirectory(Packages);
    Run("dotnet", $"pack action/TfPilot.Action.csproj -c {Configuration} -o {Packages} --nologo {managed} -p:ReleaseCommit={Argument("commit", "")}");
    var package = GetFiles($"{Packages}/*.nupkg").Single().GetFilenameWithoutExtension().ToString();
    System.IO.File.WriteAllText($"{Packages}/{package}.cdx.json", Sbom.Write(System.IO.File.ReadAllText("action/obj/project.assets.json"), package));
});

Task("Pin").Does(() =>
{
    foreach (var file in ImageReference.Files) System.IO.File.WriteAllText(file, ImageReference.Pin(System.IO.File.ReadAllText(file), Argument<string>("image")));
});

try
{
    RunTarget(Argument("target", "Test"));
}
catch (Exception failure)
{
    failures.Add(failure.Message);
}

foreach (var reason in totals.SkipReasons.GroupBy(reason => reason)) Console.WriteLine($"{reason.Count()} skipped: {reason.Key}");
foreach (var failure in failures) Console.WriteLine($"Failed: {failure}");
Console.WriteLine(totals);
Environment.Exit(failures.Count == 0 && totals.Failed == 0 ? 0 : 1);
