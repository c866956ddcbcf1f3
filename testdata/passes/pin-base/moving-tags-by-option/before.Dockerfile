FROM node:lts-alpine AS assets
FROM golang:1 AS build
FROM debian:bookworm AS tools
FROM debian:bookworm-20260803 AS dated
FROM python:3.14.7 AS complete
FROM python:3.6 AS retired
FROM ubuntu
