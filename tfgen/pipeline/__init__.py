"""Pipelines for the engines that people run, made of a spec: what checks, reviews, plans and applies it."""
