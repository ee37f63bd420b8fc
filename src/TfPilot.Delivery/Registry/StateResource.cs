namespace TfPilot.Delivery.Registry;

/// <summary>
/// A managed object of a state. It has only these fields; a field whose value is sensitive, or contains a sensitive
/// value of the state, is null or missing.
/// </summary>
/// <param name="Address">In Terraform's form, such as <c>module.net["eu"].aws_subnet.a[0]</c>.</param>
/// <param name="Provider">The provider's address, such as <c>registry.terraform.io/hashicorp/aws</c>, or only its name
/// in old states.</param>
public sealed record StateResource(string Address, string Type, string Provider)
{
    /// <summary>The key of a deposed object, which shares its address with the current one; null for that.</summary>
    public string? Deposed { get; init; }

    public bool IsTainted { get; init; }

    /// <summary>The address of the module; null for the root module.</summary>
    public string? Module { get; init; }

    public string? Id { get; init; }

    /// <summary>The ARN of an AWS resource.</summary>
    public string? Arn { get; init; }

    /// <summary>The URI of a Google resource.</summary>
    public string? SelfLink { get; init; }

    /// <summary>The identity that the provider defines; empty before Terraform 1.12.</summary>
    public IReadOnlyDictionary<string, string> Identity { get; init; } = NoTexts;

    public string? Name { get; init; }

    public string? Region { get; init; }

    /// <summary>The tags or labels that say whose resource it is.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTexts;

    /// <summary>Its IP addresses and host names.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>
    /// The file with its block, from the repository's root; the call of a module whose sources are elsewhere. Null when
    /// the configuration does not have it.
    /// </summary>
    public string? File { get; init; }

    /// <summary>The line in the file, from 1.</summary>
    public int? Line { get; init; }

    private static IReadOnlyDictionary<string, string> NoTexts { get; } = new Dictionary<string, string>();
}

/// <summary>The managed resources of a state, in its order.</summary>
/// <param name="IsEmpty">Whether it is no state at all or one without any content: both are printed the same
/// way.</param>
public sealed record StateResources(IReadOnlyList<StateResource> Resources, bool IsEmpty)
{
    public string? TerraformVersion { get; init; }
}
