using System.Buffers;
using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// Words that expose something to the world or grant all rights. The risk rules search for them, and masking never
/// hides them. Every such word of eight or more characters must be listed here; shorter texts are never masked.
/// </summary>
internal static class OpenWords
{
    public static readonly string[] PublicMembers = ["allAuthenticatedUsers", "allUsers"];

    /// <summary>Ordered from the least to the most open: a change to a less open value is not a new exposure.</summary>
    public static readonly string[] PublicAcls =
    [
        "authenticated-read", "AuthenticatedRead", "authenticatedRead",
        "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
        "READER:allAuthenticatedUsers", "allAuthenticatedUsers", "READER:allUsers", "allUsers",
        "public-read", "PublicRead", "publicRead", "http://acs.amazonaws.com/groups/global/AllUsers",
        "WRITER:allAuthenticatedUsers", "WRITER:allUsers", "public-read-write", "PublicReadWrite", "publicReadWrite",
        "OWNER:allAuthenticatedUsers", "OWNER:allUsers",
    ];

    public static readonly string[] PublicContainers = ["blob", "container"];
    public static readonly string[] PublicOracleBuckets = ["ObjectReadWithoutList", "ObjectRead"];
    public static readonly string[] PublicBrokers = ["SERVICE_PROVIDED_EIPS"];
    public static readonly string[] WithoutLogin = ["anonymous", "AllowAnonymous"];
    public static readonly string[] Unprotected = ["unblocked", "inherited"];

    public static readonly string[] GoogleRoles =
    [
        "roles/editor", "roles/resourcemanager.projectIamAdmin", "roles/resourcemanager.folderIamAdmin",
        "roles/iam.securityAdmin", "roles/resourcemanager.organizationAdmin", "roles/owner",
    ];

    public static readonly string[] AmazonPolicies =
        ["AmazonEKSClusterAdminPolicy", "PowerUserAccess", "IAMFullAccess", "AdministratorAccess"];

    public static readonly string[] AzureRoles =
    [
        "Role Based Access Control Administrator", "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
        "User Access Administrator", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "Owner",
        "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    ];

    /// <summary>Roles that grant everything except role assignments; severe only with a wide scope.</summary>
    public static readonly string[] AzureContributors = ["Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c"];

    public static readonly string[] EntraRoles =
    [
        "Privileged Role Administrator", "e8611ab8-c189-46e8-94e1-60213ab1f814",
        "Global Administrator", "62e90394-69f5-4237-9190-012177145e10",
    ];

    public static readonly string[] KubernetesRoles = ["cluster-admin"];

    public static readonly string[] KubernetesGroups =
        ["system:authenticated", "system:unauthenticated", "system:anonymous", "system:masters"];

    public static readonly string[] SnowflakeRoles = ["SECURITYADMIN", "ACCOUNTADMIN"];

    /// <summary>Policy keywords; a mask over one of them may hide what the policy allows.</summary>
    private static readonly string[] OfPolicies =
        ["NotPrincipal", "NotAction", "AllowFromPublic", "any-user", "any-group", "all-resources", "*", "?"];

    /// <summary>Parts of wide address ranges.</summary>
    private static readonly string[] OfRanges = ["0.0.0", ".255.255", "::/"];

    public static bool Contains(string value) => Tables.Words.Contains(value);

    /// <summary>
    /// Whether the text contains open words and a mask covers one of them, or a structural character such as a quote or
    /// bracket, so that the masked text no longer shows what is open.
    /// </summary>
    public static bool AreHidden(ReadOnlySpan<byte> text, IReadOnlyList<Range> places, string masked)
    {
        var plain = Encoding.UTF8.GetString(text);
        var count = CountIn(plain);
        if (count == 0) return false;
        foreach (var place in places)
        {
            if (text[place].ContainsAny(Tables.Form)) return true;
        }

        return CountIn(masked) < count;
    }

    private static int CountIn(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = text.IndexOfAny(Tables.Hints); at >= 0; at = text.IndexOfAny(Tables.Hints))
        {
            count++;
            text = text[(at + 1)..];
        }

        return count;
    }

    /// <summary>Created when masking first needs them: the rules use only the arrays above, on every start.</summary>
    private static class Tables
    {
        public static readonly HashSet<string> Words = new(
            [
                .. PublicMembers, .. PublicAcls, .. PublicContainers, .. PublicOracleBuckets, .. PublicBrokers,
                .. WithoutLogin,
                .. Unprotected, .. GoogleRoles, .. AmazonPolicies, .. AzureRoles, .. AzureContributors, .. EntraRoles,
                .. KubernetesRoles, .. KubernetesGroups, .. SnowflakeRoles,
                "Internet", "internet-facing", "external", "LoadBalancer", "Enabled", "Disabled",
            ],
            StringComparer.OrdinalIgnoreCase);

        public static readonly SearchValues<string> Hints =
            SearchValues.Create([.. Words, .. OfPolicies, .. OfRanges], StringComparison.OrdinalIgnoreCase);

        /// <summary>
        /// The structural characters of policies; a mask over one of them may hide a whole statement.
        /// </summary>
        public static readonly SearchValues<byte> Form = SearchValues.Create("\"{}[]\\*?"u8);
    }
}
