using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;
using TfPilot.Core.Basics;

namespace TfPilot.Action.Jobs;

/// <summary>
/// Encrypts a state for the owners of OpenPGP public keys. Each of them can decrypt it with <c>gpg --decrypt</c>.
/// </summary>
internal static class StateEncryption
{
    private const int BufferSize = 64 * 1024;

    /// <param name="recipients">Public keys in ASCII armor.</param>
    /// <param name="now">A key that has expired by then is a problem.</param>
    public static Validated<byte[]> Encrypt(byte[] state, IReadOnlyList<string> recipients, DateTime now)
    {
        var (keys, problems) = (new List<PgpPublicKey>(), new List<Problem>());
        foreach (var (recipient, index) in recipients.Select((recipient, index) => (recipient, index)))
        {
            switch (Read($"apply.state_recipients[{index}]", recipient, now))
            {
                case Validated<PgpPublicKey>.Valid(var key): keys.Add(key); break;
                case Validated<PgpPublicKey>.Invalid(var found): problems.AddRange(found); break;
            }
        }

        return problems.Count > 0 ? new Validated<byte[]>.Invalid(problems) : Encrypt(state, keys, now);
    }

    /// <summary>The newest key of the recipient that may encrypt stored data.</summary>
    public static Validated<PgpPublicKey> Read(string path, string armored, DateTime now)
    {
        try
        {
            using var decoded = PgpUtilities.GetDecoderStream(new MemoryStream(Encoding.UTF8.GetBytes(armored)));
            var rings = new PgpPublicKeyRingBundle(decoded).GetKeyRings().ToList();
            if (rings is not [var ring])
                return new Problem(path, $"{path} contains {rings.Count} public keys: list each one separately.");
            return ring.GetPublicKeys().Where(key => MayEncrypt(key, ring.GetPublicKey(), now))
                .OrderByDescending(key => key.CreationTime).FirstOrDefault() is { } found ? found
                : new Problem(path, $"{path} has no key for encryption that is valid today: replace the public key.");
        }
        catch (Exception failure) when (failure is PgpException or IOException)
        {
            return new Problem(
                path, $"{path} is not an OpenPGP public key: paste the output of `gpg --armor --export`.");
        }
    }

    private static byte[] Encrypt(byte[] state, List<PgpPublicKey> keys, DateTime now)
    {
        var encryption = new PgpEncryptedDataGenerator(
            SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, new SecureRandom());
        foreach (var key in keys) encryption.AddMethod(key);
        using var output = new MemoryStream();
        using (var encrypted = encryption.Open(output, new byte[BufferSize]))
        using (var literal = new PgpLiteralDataGenerator().Open(
            encrypted, PgpLiteralData.Binary, "errored.tfstate", state.Length, now))
            literal.Write(state);
        return output.ToArray();
    }

    private static bool MayEncrypt(PgpPublicKey key, PgpPublicKey master, DateTime now) =>
        key.IsEncryptionKey && IsValid(key, now) && IsValid(master, now)
        && Flags(key) is var flags
        && (flags == 0 || (flags & (PgpKeyFlags.CanEncryptStorage | PgpKeyFlags.CanEncryptCommunications)) != 0);

    private static bool IsValid(PgpPublicKey key, DateTime now) => !key.HasRevocation()
        && key.GetValidSeconds() is var seconds && (seconds == 0 || key.CreationTime.AddSeconds(seconds) > now);

    /// <summary>The uses that the newest self-signature allows; 0 when it does not say.</summary>
    private static int Flags(PgpPublicKey key) => key.GetSignatures()
        .Where(signature => signature.HasSubpackets && signature.SignatureType is PgpSignature.SubkeyBinding
            or PgpSignature.PositiveCertification or PgpSignature.DefaultCertification or PgpSignature.DirectKey)
        .OrderByDescending(signature => signature.CreationTime)
        .Select(signature => signature.GetHashedSubPackets().GetKeyFlags()).FirstOrDefault(flags => flags != 0);
}
