FROM node:24.19.0-alpine3.24 AS assets
FROM golang:1.27.0-trixie AS build
FROM debian:12.15 AS tools
FROM debian:bookworm-20260803 AS dated
FROM python:3.14.7 AS complete
FROM python:3.6 AS retired
FROM ubuntu:26.04
