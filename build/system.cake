// The system tools of the build and the tests: the command that must exist, the Debian packages that provide it (empty:
// none), and what is skipped without it.
var systemTools = new (string Command, string Debian, string Skips)[]
{
    ("npm", "npm", "the checks of action.yml and the workflows"),
    ("podman", "podman netavark", "the tests that build and run the container"),
    ("runc", "runc", "the tests that build and run the container"),
    ("pg_ctlcluster", "postgresql", "the tests of storage in PostgreSQL"),
    ("gcc", "gcc libc6-dev", "native publishing, unless there is clang,"),
    ("terraform", "", "the tests that run the real terraform"),
};

bool IsInstalled(string tool) => Context.Tools.Resolve([tool, $"{tool}.exe", $"{tool}.cmd"]) != null;

// Packages are installed only as root, and only in CI or with --install.
bool MayInstall() => Environment.IsPrivilegedProcess && IsInstalled("apt-get") && (EnvironmentVariable("CI") == "true" || HasArgument("install"));

void EnsureSystemTools()
{
    var packages = systemTools.Where(tool => tool.Debian != "" && !IsInstalled(tool.Command)).Select(tool => tool.Debian).ToList();
    if (packages.Count > 0 && MayInstall())
    {
        Run("apt-get", "update -q");
        Run("apt-get", $"install -q -y --no-install-recommends {string.Join(' ', packages)}");
    }

    foreach (var (command, debian, skips) in systemTools.Where(tool => !IsInstalled(tool.Command)))
    {
        Warning($"{command} is not installed, so {skips} will skip{(debian == "" ? "" : "; as root, --install installs it")}.");
    }
}
