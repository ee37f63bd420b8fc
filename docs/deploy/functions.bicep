// The App on Azure Functions (Flex Consumption), in the isolated worker. It needs an existing PostgreSQL database.
// This file was compiled but never deployed: check it with `az deployment group what-if` first.
// az deployment group create --resource-group tfpilot --template-file functions.bicep --parameters name=acme-tfpilot appId=12345 ...

@description('The name of the Functions app; its address becomes https://NAME.azurewebsites.net/tfpilot.')
@minLength(2)
@maxLength(40)
param name string

param location string = resourceGroup().location

@description('TFPILOT_APP_ID')
param appId string

@description('TFPILOT_PRIVATE_KEY: the text of the .pem file.')
@secure()
param privateKey string

@description('TFPILOT_WEBHOOK_SECRET')
@secure()
param webhookSecret string

@description('TFPILOT_DATABASE: postgres://… or Npgsql\'s form. A SQLite file is refused.')
@secure()
param database string

@description('TFPILOT_TRUSTED_WORKFLOWS')
param trustedWorkflows string = ''

var short = take(toLower(replace(name, '-', '')), 10)
var suffix = take(uniqueString(resourceGroup().id, name), 8)
var publicUrl = 'https://${name}.azurewebsites.net/tfpilot'
var packages = 'packages'

// The Functions host needs Storage Blob Data Owner and Storage Queue Data Contributor.
var hostRoles = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
]

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '${short}${suffix}'
  location: location
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource container 'containers' = {
      name: packages
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '${short}-${suffix}'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }

  resource key 'secrets' = {
    name: 'private-key'
    properties: { value: privateKey }
  }

  resource webhook 'secrets' = {
    name: 'webhook-secret'
    properties: { value: webhookSecret }
  }

  resource connection 'secrets' = {
    name: 'database'
    properties: { value: database }
  }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${name}-plan'
  location: location
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  kind: 'functionapp'
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'SystemAssigned' }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packages}'
          authentication: { type: 'SystemAssignedIdentity' }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: 40
        // GitHub waits ten seconds for a response, and a cold start may take longer.
        alwaysReady: [{ name: 'http', instanceCount: 1 }]
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      appSettings: [
        { name: 'AzureWebJobsStorage__accountName', value: storage.name }
        { name: 'TFPILOT_APP_ID', value: appId }
        { name: 'TFPILOT_PRIVATE_KEY', value: '@Microsoft.KeyVault(SecretUri=${vault::key.properties.secretUri})' }
        { name: 'TFPILOT_WEBHOOK_SECRET', value: '@Microsoft.KeyVault(SecretUri=${vault::webhook.properties.secretUri})' }
        { name: 'TFPILOT_DATABASE', value: '@Microsoft.KeyVault(SecretUri=${vault::connection.properties.secretUri})' }
        { name: 'TFPILOT_PUBLIC_URL', value: publicUrl }
        { name: 'TFPILOT_TRUSTED_WORKFLOWS', value: trustedWorkflows }
      ]
    }
  }
}

resource hostMay 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in hostRoles: {
  name: guid(storage.id, app.id, role)
  scope: storage
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

// The App needs Key Vault Secrets User to read its secrets.
resource appMay 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, app.id, 'secrets')
  scope: vault
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c1a0e7a5')
  }
}

output webhook string = '${publicUrl}/api/github/webhooks'
