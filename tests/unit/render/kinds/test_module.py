"""Calls of the user's own modules: where they are made, what they are given, and the copies that go with them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from tests.specs import stack_of
from tfgen.render.foreign import foreign_files
from tfgen.render.main_tf import HERE, render
from tfgen.render.tree import beside, configuration, own_files

SPEC = """\
tfgen: 1
service: shop
domain: api.shop.example.com
regions: [eu-west-1, us-east-1]
tables: {orders: {key: {id: S}}}
functions:
  health: {code: src, handler: app.get, runtime: python3.13, http: GET /health}
modules:
  news: {source: topic, inputs: {title: "${x}"}}
  told: {source: told, in: once}
"""
STACK = stack_of(SPEC)


def test_a_module_is_called_in_every_region_or_at_home() -> None:
    text = render(STACK, "spec.yaml")
    calls = [line for line in text.splitlines() if line.startswith('module "own_')]
    assert calls == [
        'module "own_news_eu_west_1" {',
        'module "own_news_us_east_1" {',
        'module "own_told_eu_west_1" {',
    ]


def test_it_is_given_what_it_declares_and_its_inputs_are_text() -> None:
    text = render(STACK, "spec.yaml")
    call = text.partition('module "own_news_us_east_1" {')[2].partition("\n}\n")[0]
    assert call.splitlines()[1:] == [
        '  source    = "./own/topic"',
        "  providers = { aws = aws.us_east_1 }",
        "",
        '  service = "shop"',
        '  title   = "$${x}"',
    ]


def test_names_and_arns_are_those_of_its_region() -> None:
    text = render(STACK, "spec.yaml")
    call = text.partition('module "own_told_eu_west_1" {')[2].partition("\n}\n")[0]
    arn = "arn:aws:dynamodb:eu-west-1:%s:table/shop-orders"
    assert f'arn  = format("{arn}", data.aws_caller_identity.this.account_id)' in call
    assert 'data "aws_caller_identity" "this" {}' in text


def test_its_files_lie_as_in_the_project() -> None:
    assert sorted(own_files(STACK)) == ["own/told/main.tf", "own/told/note.txt", "own/topic/main.tf"]
    assert "own/told/note.txt" not in configuration(STACK, "spec.yaml")
    assert "own/topic/main.tf" in configuration(STACK, "spec.yaml")


def test_beside_a_spec_they_are_found_where_they_lie() -> None:
    modules = dataclasses.replace(HERE, own=".")
    assert 'source    = "./topic"' in render(STACK, "spec.yaml", modules)
    assert "topic/main.tf" in beside(STACK, modules)


def test_outputs_stand_in_env_each_region_with_its_own() -> None:
    env = "env: {TOPIC: {module: news.topic_arn}, ORDERS: {module: told.orders_arn}}"
    text = render(stack_of(SPEC.replace("GET /health}", f"GET /health, {env}}}")), "spec.yaml")
    assert "environment   = { ORDERS = module.own_told_eu_west_1.orders_arn }" in text
    assert 'values        = { TOPIC = "module news.topic_arn" }' in text
    for region in ("eu_west_1", "us_east_1"):
        assert f'{{ "module news.topic_arn" = module.own_news_{region}.topic_arn }}' in text


def test_inputs_take_references_each_region_its_own() -> None:
    inputs = "inputs: {title: {module: told.orders_arn}, service: {spec: region}}"
    spec = SPEC.replace('inputs: {title: "${x}"}', inputs)
    text = render(stack_of(spec), "spec.yaml")
    call = text.partition('module "own_news_us_east_1" {')[2].partition("\n}\n")[0]
    assert "title   = module.own_told_eu_west_1.orders_arn" in call
    assert 'service = "us-east-1"' in call


def test_a_module_that_waits_depends_on_what_holds_the_things() -> None:
    spec = SPEC.replace("in: once", "depends_on: [tables, functions]")
    text = render(stack_of(spec), "spec.yaml")
    call = text.partition('module "own_told_us_east_1" {')[2].partition("\n}\n")[0]
    assert call.endswith("  depends_on = [module.table_orders_us_east_1, module.us_east_1]")


def test_what_others_add_to_a_copy_is_foreign(tmp_path: Path) -> None:
    files = {**own_files(STACK), "main.tf": b""}
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert foreign_files(tmp_path, files) == []
    (tmp_path / "own/topic/evil_override.tf").write_text("")
    assert [each.code for each in foreign_files(tmp_path, files)] == ["TFG323"]
