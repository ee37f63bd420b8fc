using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>The kind of value that an attribute's name indicates.</summary>
internal enum NameKind
{
    Plain,

    /// <summary>The value is a secret.</summary>
    Secret,

    /// <summary>The value is a text that may contain secrets, such as a script, a template or a URL.</summary>
    Script,

    /// <summary>
    /// The names below it are user-defined keys, such as those of tags, or the value refers to something stored
    /// elsewhere.
    /// </summary>
    Foreign,
}

/// <summary>
/// Recognizes secret attributes by name and resource type, for plans that do not mark them as sensitive: Terraform up
/// to 0.15.0 omits the marks of providers, and some providers mark nothing. Attributes that only describe a secret,
/// such as its key name, policy, file or location, are not secrets.
/// </summary>
internal static partial class SecretNames
{
    private static readonly HashSet<string> Words = Set(
        "password passwords passwd passphrase pwd passcode secret secrets credential credentials psk");

    /// <summary>
    /// The words before <c>key</c> in the name of a secret key; all other keys are names, flags or public keys.
    /// </summary>
    private static readonly HashSet<string> SecretKeys = Set(
        "private secret access api account shared preshared signing master auth app application license client raw " +
            "sas function storage "
        + "integration instrumentation hmac");

    /// <summary>
    /// A name that ends in one of these words describes a secret but does not contain it (<c>password_policy</c>).
    /// </summary>
    private static readonly HashSet<string> About = Set(
        "policy policies length age day days count enabled disabled required arn arns id ids name names type types " +
            "version versions expiry expiration "
        + "expires period url urls uri uris path paths ref refs reference references file files field format mode " +
        "algorithm at date ttl lifetime "
        + "rotation reuse history min max method prompt hint reset change location store provider manager parameter " +
        "selector group env attribute "
        + "claim endpoint issuer scope scopes header kind prefix suffix size status state source strategy index " +
        "rules class owner duration limit "
        + "auth authentication encryption validation complexity strength backend engine mount namespace project " +
        "region driver volume options "
        + "labels tags annotations replication description enable label title key keys mapping validity protection " +
        "recovery window "
        + "only allowed permission permissions last access accessor login timeout interval");

    private static readonly HashSet<string> NotTheseTokens = Set(
        "creation_token client_request_token request_token idempotency_token next_token continuation_token " +
            "page_token pagination_token");

    private static readonly HashSet<string> Exact = Set(
        "kube_config_raw kube_admin_config_raw kubeconfig kubeconfig_raw raw_config pfx pfx_blob p12 pkcs12 " +
            "certificate_p12 apikey dsn set_sensitive");

    private static readonly HashSet<string> Scripts = Set(
        "user_data user_data_base64 custom_data startup_script metadata_startup_script cloud_init " +
            "container_definitions values "
        + "content rendered template_body script scripts inline command commands value_yaml yaml_body manifest " +
        "settings userdata powershell_script");

    /// <summary>
    /// Greater than the length of every plain word in <see cref="References"/>, so that a longer value needs a
    /// character of <see cref="ReferenceSigns"/> to match.
    /// </summary>
    private const int LongestWord = 10;

    private static readonly HashSet<string> ForeignNames = Set("tags tags_all labels annotations tag_map");

    /// <summary>
    /// Secret attributes by resource type, mostly those that cannot be recognized by name; covers the common providers.
    /// </summary>
    private static readonly Dictionary<string, HashSet<string>> Types = new(StringComparer.Ordinal)
    {
        ["random_password"] = Set("result bcrypt_hash"),
        ["tls_private_key"] = Set("private_key_pem private_key_openssh private_key_pem_pkcs8"),
        ["aws_ssm_parameter"] = Set("value value_wo"),
        ["aws_secretsmanager_secret_version"] = Set("secret_string secret_binary"),
        ["aws_iam_access_key"] = Set("secret ses_smtp_password_v4 encrypted_secret"),
        ["azurerm_key_vault_secret"] = Set("value value_wo"),
        ["azurerm_key_vault_certificate"] = Set("contents"),
        ["azurerm_virtual_machine_extension"] = Set("protected_settings"),
        ["azurerm_linux_virtual_machine_scale_set_extension"] = Set("protected_settings"),
        ["azurerm_storage_account_sas"] = Set("sas"),
        ["azuread_application_password"] = Set("value"),
        ["azuread_service_principal_password"] = Set("value"),
        ["google_secret_manager_secret_version"] = Set("secret_data"),
        ["google_service_account_key"] = Set("private_key"),
        ["kubernetes_secret"] = Set("data binary_data"),
        ["kubernetes_secret_v1"] = Set("data binary_data"),
        ["kubernetes_secret_v1_data"] = Set("data"),
        ["vault_generic_secret"] = Set("data_json data"),
        ["vault_kv_secret"] = Set("data_json data"),
        ["vault_kv_secret_v2"] = Set("data_json data"),
        ["github_actions_secret"] = Set("plaintext_value encrypted_value"),
        ["github_actions_environment_secret"] = Set("plaintext_value encrypted_value"),
        ["github_actions_organization_secret"] = Set("plaintext_value encrypted_value"),
        ["github_dependabot_secret"] = Set("plaintext_value encrypted_value"),
        ["gitlab_project_variable"] = Set("value"),
        ["gitlab_group_variable"] = Set("value"),
        ["tfe_variable"] = Set("value"),
        ["local_sensitive_file"] = Set("content content_base64"),
        ["heroku_app"] = Set("sensitive_config_vars"),
        ["helm_release"] = Set("repository_password"),
    };

    /// <summary>
    /// Every secret name contains one of these, so that one search rules out most other names and texts.
    /// </summary>
    private static readonly SearchValues<string> Stems = SearchValues.Create(
        ["pass", "pwd", "secret", "credential", "psk", "key", "token", "connection", "kube", "raw", "pfx", "p12",
            "pkcs12", "dsn", "sensitive"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the text may be or contain a name that <see cref="IsSecret"/> recognizes. Always true for text with
    /// non-ASCII letters, because some of them become ASCII in lower case.
    /// </summary>
    public static bool MayBeIn(ReadOnlySpan<char> text) => text.ContainsAny(Stems) || !Ascii.IsValid(text);

    /// <summary>The kind of value that the name alone indicates.</summary>
    public static NameKind Of(string name)
    {
        if (IsSecret(name)) return NameKind.Secret;
        var words = Split(name);
        var joined = string.Join('_', words);
        if (ForeignNames.Contains(joined) || words[^1] is "tags" or "labels" or "annotations" or "ref")
            return NameKind.Foreign;
        return Scripts.Contains(joined) || words[^1] is "url" or "uri" ? NameKind.Script : NameKind.Plain;
    }

    /// <summary>
    /// The secret attributes of a resource type; null if the type has no entry and only names decide.
    /// </summary>
    public static IReadOnlySet<string>? OfType(string type) => Types.GetValueOrDefault(type);

    /// <summary>
    /// Whether the name of an attribute, variable, output or environment variable indicates a secret value.
    /// </summary>
    public static bool IsSecret(string name)
    {
        if (!MayBeIn(name)) return false;
        var words = Split(name);
        if (words.Length == 0 || words.Contains("public")) return false;
        var (last, joined) = (words[^1], string.Join('_', words));
        if (Exact.Contains(joined) || joined.EndsWith("connection_string", StringComparison.Ordinal)) return true;
        if (words.Length > 1 && last is "key" or "keys" && words is [.., var before, _] && SecretKeys.Contains(before))
            return last == "key";
        if (About.Contains(last)) return false;
        return last == "token" && !NotTheseTokens.Contains(joined)
            || joined.Contains("private_key", StringComparison.Ordinal)
            || words.Any(Words.Contains);
    }

    private static readonly SearchValues<char> ReferenceSigns = SearchValues.Create("*:/$<{@");

    /// <summary>
    /// Whether the value is empty, a placeholder, or a reference to where the secret is stored, rather than the secret.
    /// </summary>
    public static bool IsReference(string value) =>
        value.Length == 0
        || ((value.Length < LongestWord || value.AsSpan().ContainsAny(ReferenceSigns)) && References().IsMatch(value));

    private static string[] Split(string name)
    {
        var joined = name.AsSpan().ContainsAnyInRange('A', 'Z') ? CamelCase().Replace(name, "_").ToLowerInvariant()
            : name.ToLowerInvariant();
        return joined.Split(['_', '-', '.', '/', ' '], StringSplitOptions.RemoveEmptyEntries);
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex CamelCase();

    [GeneratedRegex(
        @"^(true|false|null|none|yes|no|on|off|\*+|required|optional|enabled|disabled"
        + "|arn:.*|projects/.*|/subscriptions/.*|alias/.*|https?://[^@?=;]*|(ssm|vault|op|secretsmanager)(:|://).*"
        + @"|@Microsoft\.KeyVault.*|\$\{[^}]*\}|\{\{.*\}\}|<[^>]*>)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex References();
}
