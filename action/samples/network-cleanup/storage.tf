resource "azurerm_storage_account" "reports" {
  name                            = "acmereportsprod"
  resource_group_name             = azurerm_resource_group.network.name
  location                        = azurerm_resource_group.network.location
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  allow_nested_items_to_be_public = true
}

resource "azurerm_storage_container" "reports" {
  name                  = "reports"
  storage_account_id    = azurerm_storage_account.reports.id
  container_access_type = "blob"
}
