# The same packages with OpenTofu and a provider for any REST API. All are in one account: the header that names it is the provider's.
terraform {
  required_providers {
    restapi = {
      source = "mastercard/restapi"
    }
  }
}

variable "url" {}
variable "key" {}
variable "account" {}
variable "rate" {
  type = number
}

locals {
  customers = { for one in jsondecode(file("${path.module}/customers.json")) : one.name => one }
}

provider "restapi" {
  uri                  = var.url
  write_returns_object = true
  rate_limit           = var.rate
  headers = {
    authorization    = var.key
    "wix-account-id" = var.account
    "content-type"   = "application/json"
  }
}

resource "restapi_object" "package" {
  for_each     = local.customers
  path          = "/resellers/v2/packages"
  update_path   = "/resellers/v1/packages/update/{id}/${each.value.externalId}"
  update_method = "PATCH"
  read_path    = "/resellers/v1/packages/{id}"
  destroy_path = "/resellers/v1/packages/{id}"
  id_attribute = "package/id"
  data = jsonencode({
    products       = [each.value.products.service]
    externalId     = each.value.externalId
    idempotencyKey = sha256("${each.key} ${each.value.externalId}")
  })
}
