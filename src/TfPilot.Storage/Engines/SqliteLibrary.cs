using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace TfPilot.Storage;

/// <summary>The system's own SQLite, which the system keeps patched, instead of one that is shipped and grows old.</summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<bool> Loaded = new(Load);

    private static string Name =>
        OperatingSystem.IsWindows() ? "winsqlite3" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0";

    public static bool IsInstalled => NativeLibrary.TryLoad(Name, out _);

    public static void Use() => _ = Loaded.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? paths) =>
        name == "e_sqlite3" ? NativeLibrary.Load(Name) : nint.Zero;
}
