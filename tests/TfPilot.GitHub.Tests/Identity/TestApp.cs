using System.Security.Cryptography;
using TfPilot.GitHub.Identity;

namespace TfPilot.GitHub.Tests.Identity;

/// <summary>The key of an App, created once for all tests.</summary>
internal static class TestApp
{
    public static readonly RSA Key = RSA.Create(2048);

    public static AppIdentity Identity(string? pem = null) =>
        AppIdentity.Read(501, pem ?? Key.ExportRSAPrivateKeyPem())
        .Match(app => app, problems => throw new InvalidOperationException($"{problems[0]}"));
}
