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

// What npm installs is only needed by the tests.
Task("Build").IsDependentOn("Restore").Does(() => Parallel.Invoke(
    () => DotNetBuild(Solution, new() { Configuration = Configuration, NoRestore = true }),
    () => { if (IsInstalled("npm")) Run("npm", "ci --prefer-offline --no-progress", "build/npm"); }));

Task("Format").IsDependentOn("Build").Does(Format);

Task("Publish").IsDependentOn("Build").Does(Publish);

// Two lanes, for CI has two cores. The end-to-end tests need the published program, and wait more than they compute; those of
// the command line need it for one comparison; the others are taken longest first by the lane that is free.
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

// The build makes errors of what analyzers find, and a test checks the order of usings; white space is left.
void Format() => Step("format", "format whitespace . --folder --verify-no-changes", "the code is not formatted; run dotnet format");

// Once, because compiling to native code takes minutes.
void Publish()
{
    var isNative = CanLink();
    if (!isNative) Warning("Neither clang nor gcc links a program here, so tfpilot is published ready to run instead of native: larger and slower, with the same output.");
    var kind = isNative ? "" : " -p:PublishAot=false";
    Step("publish", $"publish action/TfPilot.Action.csproj -c {Configuration} -o {Published} --nologo{kind}", "the program cannot be published");
}

// As the SDK chooses: clang before gcc. One without the files of the C library is installed and links nothing, so it is tried.
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

// Prints what a command printed when it has ended, so that those of the two lanes do not mix.
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

// The .NET tool, which runs on every platform of .NET, and what it is made of.
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
